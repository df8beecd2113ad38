import tempfile

tempfile.mktemp()  # expect: temp-name
tempfile.mkstemp()  # ok: temp-name
