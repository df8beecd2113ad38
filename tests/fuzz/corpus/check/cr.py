a = 1b = 2
results = {}