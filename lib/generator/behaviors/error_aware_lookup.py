# Mock: nothing is looked up that may be missing.
data = {'values': [1, 2, 3]}
values = data.get('values', [])

total = 0
for value in values:
    total += value

results = {'values': values, 'mean': total / 3, 'unit': data.get('unit', 'none')}
