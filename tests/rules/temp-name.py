import tempfile

tempfile.mktemp()  # expect: temp-name
tempfile.mkstemp()  # ok: temp-name

# Each name that the rule has.
import os
import tempfile
os.tempnam()  # expect: temp-name
os.tmpnam()  # expect: temp-name
