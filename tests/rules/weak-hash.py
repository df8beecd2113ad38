import hashlib
import hmac

hashlib.md5(b"x")  # expect: weak-hash
algorithm = "md5"
hashlib.new(algorithm, b"x")  # expect: weak-hash
hmac.new(b"k", b"m", hashlib.sha1)  # expect: weak-hash
hashlib.md5(b"x", usedforsecurity=False)  # ok: weak-hash
hashlib.sha256(b"x")  # ok: weak-hash
