# Rules of the facility's own.
import oldring  # expect: retired-library
import ringlab
import somebodys_tools  # expect: unknown-module

ringlab.dump_beam()  # expect: beam-dump
dump = ringlab.dump_beam
dump()  # expect: beam-dump
interlock = ringlab.Interlock("SR:INTERLOCK:1")
interlock.bypass = True  # expect: interlock-bypass
interlock.disable()  # expect: interlock-bypass
interlock.status()  # ok: interlock-bypass
results = {"old": oldring, "tools": somebodys_tools}
