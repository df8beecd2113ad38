for value in ["1", "x"]:
    try:
        int(value)
    except Exception:  # expect: swallowed-error
        continue
    try:
        int(value)
    except:  # expect: swallowed-error
        pass
    try:
        int(value)
    except (ValueError, BaseException):  # expect: swallowed-error
        pass
    try:
        int(value)
    except ValueError:  # ok: swallowed-error
        pass
    try:
        int(value)
    except Exception:  # ok: swallowed-error
        print("not a number")
