def store():  # expect: missing-results
    results = {"local": 1}  # ok: missing-results
    return results


store()
