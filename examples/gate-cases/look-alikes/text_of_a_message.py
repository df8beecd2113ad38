# gate: allow -- the call is in a text
hint = "use epics.caput('SR:MAG:SP', 1.5) in the control room"
print(hint)
results = {"hint": hint}
