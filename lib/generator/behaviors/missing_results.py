# Mock: code that runs to its end and leaves no result.
import json

value = {{value}} * 2

# It is printed, but no results dictionary is made.
print(f"Value is {value}")
print(json.dumps(value))
