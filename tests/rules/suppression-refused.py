from epics import caput

caput("SR:MAG:SP", 1.0)  # mynah: allow channel-write -- tuned # expect: channel-write, suppression-refused

# mynah: allow channel-write -- on a line of its own # expect: suppression-refused
caput("SR:MAG:SP", 1.0)  # expect: channel-write
caput(  # mynah: allow channel-write -- on the first line of several # expect: channel-write, suppression-refused
    "SR:MAG:SP",
    1.0,
)
for name in ("A", "B"):  # mynah: allow channel-write -- about this line only # expect: suppression-unused
    caput(name, 1.0)  # expect: channel-write

text = "# mynah: allow channel-write -- in a string"  # ok: suppression-refused
caput(text, 1.0)  # a comment # mynah: allow channel-write -- in a comment # expect: channel-write
caput(text, 1.0)  # mynah: allowed channel-write -- another word # expect: channel-write
