import json
import marshal

marshal.loads(b"")  # expect: unsafe-marshal
json.loads("[]")  # ok: unsafe-marshal
