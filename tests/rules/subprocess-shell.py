import subprocess

subprocess.run("ls", shell=True)  # expect: subprocess-call, subprocess-shell
options = {"shell": True}
subprocess.run("ls", **options)  # expect: subprocess-call, subprocess-shell
subprocess.run(["ls"], shell=False)  # expect: subprocess-call
len("shell=True")  # ok: subprocess-shell
