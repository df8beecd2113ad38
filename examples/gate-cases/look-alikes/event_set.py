# gate: allow -- an event is set
import threading

done = threading.Event()
done.set()
results = {"done": done.is_set()}
