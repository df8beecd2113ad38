import hashlib
import hmac

hashlib.md5(b"x")  # expect: weak-hash
algorithm = "md5"
hashlib.new(algorithm, b"x")  # expect: weak-hash
hmac.new(b"k", b"m", hashlib.sha1)  # expect: weak-hash
hashlib.md5(b"x", usedforsecurity=False)  # ok: weak-hash
hashlib.sha256(b"x")  # ok: weak-hash

# Each name that the rule has.
import Crypto.Hash
import crypt
import cryptography.hazmat.primitives.hashes
import hashlib
import hmac
import passlib.hash.des_crypt
import passlib.hash.md5_crypt
hashlib.md4(usedforsecurity=something)  # expect: weak-hash
hashlib.md5(usedforsecurity=something)  # expect: weak-hash
hashlib.sha(usedforsecurity=something)  # expect: weak-hash
hashlib.sha1(usedforsecurity=something)  # expect: weak-hash
hashlib.new("md4")  # expect: weak-hash
hashlib.new("md5")  # expect: weak-hash
hashlib.new("sha")  # expect: weak-hash
hashlib.new("sha1")  # expect: weak-hash
hashlib.new("MD4")  # expect: weak-hash
hashlib.new("MD5")  # expect: weak-hash
hashlib.new("SHA")  # expect: weak-hash
hashlib.new("SHA1")  # expect: weak-hash
hashlib.new("Sha1")  # expect: weak-hash
hashlib.new("Md5")  # expect: weak-hash
thing(hashlib.md5)  # expect: weak-hash
thing(hashlib.sha1)  # expect: weak-hash
thing(hashlib.md4)  # expect: weak-hash
hmac.new(None, None, "md5")  # expect: weak-hash
hmac.new(None, None, "sha1")  # expect: weak-hash
hmac.new(None, None, "MD5")  # expect: weak-hash
hmac.new(None, None, "SHA1")  # expect: weak-hash
hmac.digest(None, None, "md5")  # expect: weak-hash
Crypto.Hash.MD2.new()  # expect: weak-hash
Crypto.Hash.MD4.new()  # expect: weak-hash
Crypto.Hash.MD5.new()  # expect: weak-hash
Crypto.Hash.SHA.new()  # expect: weak-hash
Crypto.Hash.SHA1.new()  # expect: weak-hash
cryptography.hazmat.primitives.hashes.MD5()  # expect: weak-hash
cryptography.hazmat.primitives.hashes.SHA1()  # expect: weak-hash
crypt.crypt("p", crypt.METHOD_CRYPT)  # expect: weak-hash
crypt.mksalt(crypt.METHOD_CRYPT)  # expect: weak-hash
crypt.crypt("p", crypt.METHOD_MD5)  # expect: weak-hash
crypt.mksalt(crypt.METHOD_MD5)  # expect: weak-hash
crypt.crypt("p", crypt.METHOD_BLOWFISH)  # expect: weak-hash
crypt.mksalt(crypt.METHOD_BLOWFISH)  # expect: weak-hash
crypt.crypt("p", salt=crypt.METHOD_SHA512)  # ok: weak-hash
crypt.crypt("p")  # ok: weak-hash
hashlib.new(name="sha1", usedforsecurity=False)  # ok: weak-hash
hashlib.pbkdf2_hmac("md5")  # expect: weak-hash
hashlib.pbkdf2_hmac("sha1")  # expect: weak-hash
hashlib.file_digest(None, "md5")  # expect: weak-hash
hashlib.file_digest(None, "sha1")  # expect: weak-hash
passlib.hash.md5_crypt.hash()  # expect: weak-hash
passlib.hash.des_crypt.hash()  # expect: weak-hash
Crypto.Hash.MD3.new()  # expect: weak-hash
