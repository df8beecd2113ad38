# gate: allow -- it is spoken of only
"""Compare set points.  Does not call caput("SR:MAG:SP", 1.0) or write_channel()."""
# caput("SR:MAG:SP", 0) was here
results = {"compared": True}
