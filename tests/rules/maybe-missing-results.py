import time  # expect: maybe-missing-results

if time.time() > 0.5:
    results = {"high": True}  # ok: maybe-missing-results
