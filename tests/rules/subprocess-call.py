import subprocess
from subprocess import Popen as P

subprocess.run(["ls"])  # expect: subprocess-call
P(["ls"])  # expect: subprocess-call
subprocess.check_output(args=["ls"])  # expect: subprocess-call
subprocess.TimeoutExpired  # ok: subprocess-call
