# gate: allow -- a queue has put, too
import queue

jobs = queue.Queue()
for number in range(4):
    jobs.put(number)
results = {"waiting": jobs.qsize()}
