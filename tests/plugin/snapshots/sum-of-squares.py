results = {"total": sum(value * value for value in range(10))}
