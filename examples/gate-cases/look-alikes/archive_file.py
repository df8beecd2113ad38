# gate: allow -- an archive is read, not a channel
import csv
import io

table = io.StringIO("channel,value\nSR:MAG:SP,1.5\n")
rows = list(csv.DictReader(table))
results = {"caput": [row["channel"] for row in rows]}
