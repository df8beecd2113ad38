# Mock: every name that is used is imported, and only from the standard library.
import json
from statistics import mean

values = [1, 2, 3]
results = {
    'values': values,
    'mean': mean(values),
    'count': len(values),
}
print(json.dumps(results))
