import subprocess
from subprocess import Popen as P

subprocess.run(["ls"])  # expect: subprocess-call
P(["ls"])  # expect: subprocess-call
subprocess.check_output(args=["ls"])  # expect: subprocess-call
subprocess.TimeoutExpired  # ok: subprocess-call


class Runner(subprocess.Popen):
    pass


Runner(["ls"])  # expect: subprocess-call
subprocess.run(*(["ls"],), **{"check": True})  # expect: subprocess-call

# Each name that the rule has.
import subprocess
subprocess.run()  # expect: subprocess-call
subprocess.Popen()  # expect: subprocess-call
subprocess.call()  # expect: subprocess-call
subprocess.check_call()  # expect: subprocess-call
subprocess.check_output()  # expect: subprocess-call
