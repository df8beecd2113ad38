import subprocess

subprocess.run("ls", shell=True)  # expect: subprocess-shell
options = {"shell": True}
subprocess.run("ls", **options)  # expect: subprocess-shell
subprocess.run(["ls"], shell=False)  # expect: subprocess-call
len("shell=True")  # ok: subprocess-shell

subprocess.run(*["ls"], **{"shell": True})  # expect: subprocess-shell

# Each name that the rule has.
import subprocess
subprocess.run(shell=True)  # expect: subprocess-shell
subprocess.Popen(shell=True)  # expect: subprocess-shell
subprocess.call(shell=True)  # expect: subprocess-shell
subprocess.check_call(shell=True)  # expect: subprocess-shell
subprocess.check_output(shell=True)  # expect: subprocess-shell
