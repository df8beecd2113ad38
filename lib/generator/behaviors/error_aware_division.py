# Mock: nothing is divided by a count that may be zero.
import json

values = [1, 2, 3]
total = 0
count = 0
for value in values:
    total += value
    count += 1

if count > 0:
    mean_value = total / count
else:
    mean_value = 0

results = {'values': values, 'mean': mean_value}
print(json.dumps(results))
