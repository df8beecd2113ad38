from osprey.runtime import read_channel

positions = [read_channel(f"SR:BPM{number}:X") for number in range(1, 4)]
results = {"orbit": positions}
