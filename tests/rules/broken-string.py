import os

name = "abc  # expect: syntax-error
os.system("ls")  # expect: shell-command
text = '''
os.remove("x")  # expect: file-delete
