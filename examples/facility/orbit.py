# Writes of the facility's own library, named by its tables and held against its limits.
import ringlab
from ringlab import Magnet, set_pv

set_pv("SR:MAG:Q1:SP", 2.5)  # expect: channel-write[SR:MAG:Q1:SP = 2.5]
set_pv(value=1, name="SR:MAG:Q2:SP")  # expect: channel-write[SR:MAG:Q2:SP = 1]
ringlab.set_many({"SR:MAG:Q1:SP": 1, "SR:MAG:Q2:SP": 2})  # expect: channel-write[SR:MAG:Q2:SP = 2]
ringlab.ramp("SR:MAG:Q1:SP", target=3.0)  # expect: channel-write[SR:MAG:Q1:SP = 3.0]
current = ringlab.get_pv("SR:MAG:Q1:RB")  # expect: channel-read[SR:MAG:Q1:RB]

magnet = Magnet("SR:MAG:Q1:SP")
magnet.ramp_to(2.0)  # expect: channel-write[SR:MAG:Q1:SP = 2.0]
magnet.setpoint = 2.0  # expect: channel-write[SR:MAG:Q1:SP = 2.0]
before = magnet.setpoint  # expect: channel-read[SR:MAG:Q1:SP]
after = magnet.read_back()  # expect: channel-read[SR:MAG:Q1:SP]
magnet.cycle = 1  # expect: channel-write[SR:MAG:Q1:SP:cycle = 1]
past = magnet.history()  # ok: channel-read
ringlab.find_magnet("SR:MAG:Q2:SP").ramp_to(1)  # expect: channel-write[SR:MAG:Q2:SP = 1]
ringlab.safe_move("SR:MAG:Q1:SP", 1)  # ok: channel-write

results = {"current": current, "before": before, "after": after, "past": past}
