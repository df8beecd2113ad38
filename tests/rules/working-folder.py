# What another folder that is made the working one does to names inside of it.
import os

import numpy
import pandas


def note():
    with open("note.txt", "w") as file:  # expect: file-write
        file.write("x")


os.chdir("/etc")
note()
pandas.DataFrame().to_csv("hosts")  # expect: file-write
numpy.save("hosts", [1])  # expect: file-write
open("hosts").read()
for number in range(1000):
    open(f"run_{number}.csv", "w")  # expect: file-write
