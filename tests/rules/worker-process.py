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
import dask.distributed
import joblib
import loky
import mpi4py.futures
import pathos.multiprocessing
import ray
import torch.multiprocessing
import tqdm.contrib.concurrent
torch.multiprocessing.spawn(print)  # expect: worker-process
torch.multiprocessing.Process(target=print)  # expect: worker-process
ray.init()  # expect: worker-process
dask.distributed.LocalCluster()  # expect: worker-process
dask.distributed.Client()  # expect: worker-process
loky.get_reusable_executor()  # expect: worker-process
pathos.multiprocessing.ProcessPool()  # expect: worker-process
mpi4py.futures.MPIPoolExecutor()  # expect: worker-process
tqdm.contrib.concurrent.process_map(len, ["a"])  # expect: worker-process
joblib.Parallel(n_jobs=-1)  # expect: worker-process
joblib.Parallel(4)  # expect: worker-process
joblib.Parallel()  # ok: worker-process
joblib.Parallel(n_jobs=1)  # ok: worker-process
joblib.Parallel(n_jobs=None)  # ok: worker-process
