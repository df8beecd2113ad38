import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

multiprocessing.Process(target=print).start()  # expect: worker-process:medium
multiprocessing.cpu_count()  # ok: worker-process
ThreadPoolExecutor()  # ok: worker-process
with ProcessPoolExecutor() as pool:  # expect: worker-process:medium
    pool.map(abs, [1, 2])

# Each name that the rule has.
import billiard
import concurrent.futures
import multiprocessing
def loop_multiprocessing_Process():
    while True:
        multiprocessing.Process()  # expect: worker-process:high
def loop_multiprocessing_Pool():
    while True:
        multiprocessing.Pool()  # expect: worker-process:high
multiprocessing.Process()  # expect: worker-process:medium
multiprocessing.Pool()  # expect: worker-process:medium
multiprocessing.Manager()  # expect: worker-process:medium
multiprocessing.get_context().Process()  # expect: worker-process:medium
multiprocessing.get_context().Pool()  # expect: worker-process:medium
concurrent.futures.ProcessPoolExecutor()  # expect: worker-process:medium
billiard.Process()  # expect: worker-process:medium
