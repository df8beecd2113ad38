import subprocess  # ok: watched-import

subprocess.run(["ls"])  # expect: subprocess-call
