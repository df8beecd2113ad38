# gate: allow -- the call is in a formatted text
channel, value = "SR:MAG:SP", 1.5
results = {"proposal": f"caput({channel!r}, {value})"}
