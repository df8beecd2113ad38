import random  # expect: maybe-missing-results

if random.random() < 0.5:
    results = {"high": True}  # ok: maybe-missing-results
