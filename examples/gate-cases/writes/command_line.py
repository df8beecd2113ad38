# gate: ask -- a program of the system writes
import subprocess

subprocess.run(["caput", "-w", "2", "SR:RF:FREQ", "499654321"], check=True)
results = {"frequency": 499654321}
