# Mock: code that compiles, and raises ZeroDivisionError when it runs.
import json

value = {{dividend}} / 0

results = {'value': value}
print(json.dumps(results))
