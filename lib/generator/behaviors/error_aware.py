results = {'values': [1, 2, 3]}
mean_value = sum(results['values']) / len(results['values'])
results['mean'] = mean_value
