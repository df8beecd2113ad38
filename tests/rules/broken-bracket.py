import os
import pickle
import subprocess

print("a"  # expect: syntax-error
subprocess.run(["ls"]  # expect: subprocess-call
value = pickle.loads(data  # expect: unsafe-pickle
if value
    os.system("ls")  # expect: shell-command
"""os.system("ls")
os.system("ls") is text
"""
with open("/etc/hosts", "a") as file  # expect: file-write
    file.write("x")
exit()
def clean(folder:
    for name in os.listdir(folder)
        os.remove(name)  # expect: file-delete
    return eval(folder  # expect: eval-call
x = {"a": 1
