import os
from epics import caput as put

magnet = "SR:MAG" + ":SP"
put(magnet, 1.5)  # caput("SR:MAG:OLD", 0) in a comment is nothing
os.system("beep")
results = {"magnet": magnet}
