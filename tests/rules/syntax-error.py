values = [1, 2]  # ok: syntax-error
# expect: syntax-error
results = {
