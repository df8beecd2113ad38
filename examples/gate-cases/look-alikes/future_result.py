# gate: allow -- a future gets a result
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(max_workers=2) as pool:
    squares = list(pool.map(lambda x: x * x, range(5)))
results = {"squares": squares}
