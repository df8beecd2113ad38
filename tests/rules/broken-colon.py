from epics import caput
import os

def move(value)  # expect: syntax-error
    if value > 3:
        caput("SR:MAG:SP", value)  # expect: channel-write
    os.system("ls")  # expect: shell-command
