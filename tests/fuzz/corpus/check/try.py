try:
    import a
except* (E, F) as e:
    raise X from e
else:
    results = {}
finally:
    del results
