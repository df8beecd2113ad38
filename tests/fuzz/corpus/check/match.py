match p:
    case {"a": [x, *r], **k} | C(x, y=1) if x:
        results = {}
    case _:
        pass
