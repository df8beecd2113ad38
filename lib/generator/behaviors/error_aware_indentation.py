# Mock: one statement a line, none of them indented.
first, second, third = 1, 2, 3
mean_value = (first + second + third) / 3
results = {'values': [first, second, third], 'mean': mean_value}
