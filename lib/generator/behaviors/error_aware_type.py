# Mock: only numbers are calculated with; whatever is no number is left out.
raw = [1, '2', None, 3]

values = []
total = 0
for item in raw:
    if isinstance(item, (int, float)):
        values.append(item)
        total += item

results = {'values': values, 'total': total}
