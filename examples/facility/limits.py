# Writes that the limits database surely refuses.
import math

from ringlab import set_pv

set_pv("SR:MAG:Q1:SP", 5.0)  # expect: channel-write
set_pv("SR:MAG:Q1:SP", 5.1)  # expect: channel-write, channel-limit
set_pv("SR:MAG:Q1:SP", -0.1)  # expect: channel-write, channel-limit
set_pv("SR:MAG:Q1:SP", float("nan"))  # expect: channel-write, channel-limit
set_pv("SR:MAG:Q1:SP", -math.inf)  # expect: channel-write, channel-limit
set_pv("SR:MAG:Q1:SP", "5.1")  # expect: channel-write, channel-limit
set_pv("SR:MAG:Q1:SP", "high")  # expect: channel-write, channel-limit
set_pv("SR:MAG:Q1:SP", [1.0, 2.0])  # expect: channel-write, channel-limit
set_pv("SR:MAG:Q1:SP", None)  # expect: channel-write, channel-limit
set_pv("SR:MAG:Q1:RB", 1.0)  # expect: channel-write, channel-limit
set_pv("SR:MAG:Q2:SP", 10.5)  # expect: channel-write, channel-limit
set_pv("SR:MAG:Q9:SP", 1.0)  # expect: channel-write, channel-limit
set_pv("SR:MODE", "user")  # expect: channel-write
set_pv("SIM:MAG:SP", 99.0)  # expect: channel-write
set_pv("SR:MAG:Q1:SP", input())  # expect: channel-write
results = {}
