# gate: allow -- a function of that name is defined here
log = []


def write_channel(name, value):
    """Keep what would be written."""
    log.append((name, value))


write_channel("SR:MAG:SP", 1.5)
results = {"log": log}
