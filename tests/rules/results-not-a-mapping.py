results = {"first": 1}  # ok: results-not-a-mapping
results = [1, 2]  # expect: results-not-a-mapping
