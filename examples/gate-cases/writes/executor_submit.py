# gate: ask -- a pool of threads calls it
from concurrent.futures import ThreadPoolExecutor

from osprey.runtime import write_channel

with ThreadPoolExecutor(max_workers=4) as pool:
    futures = [pool.submit(write_channel, f"BPM:{i}:GAIN", 2) for i in range(8)]
results = {"futures": len(futures)}
