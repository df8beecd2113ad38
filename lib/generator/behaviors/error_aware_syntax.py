# Mock: every bracket is closed, every block has its colon.
import json


def calculate_mean(values):
    if not values:
        return 0
    total = 0
    count = 0
    for value in values:
        total += value
        count += 1
    return total / count


values = [1, 2, 3]
results = {'values': values, 'mean': calculate_mean(values)}
print(json.dumps(results))
