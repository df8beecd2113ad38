import json
import marshal

marshal.loads(b"")  # expect: unsafe-marshal
json.loads("[]")  # ok: unsafe-marshal

# Each name that the rule has.
import marshal
marshal.load()  # expect: unsafe-marshal
marshal.loads()  # expect: unsafe-marshal
