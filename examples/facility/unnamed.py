# What writes channels that nobody can name is denied where some are protected.
import ringlab

ring.kick(0.1)  # expect: channel-write[?]
ringlab.wiggle("SR:MAG:Q1:SP", 1)  # expect: opaque-call
results = {}
