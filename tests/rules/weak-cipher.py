from Crypto.Cipher import AES, DES

DES.new(b"8bytekey", DES.MODE_CBC)  # expect: weak-cipher
AES.new(b"0123456789abcdef", AES.MODE_ECB)  # expect: weak-cipher
AES.new(b"0123456789abcdef", AES.MODE_GCM)  # ok: weak-cipher

# Each name that the rule has.
import Crypto.Cipher
import Crypto.Cipher.AES
import cryptography.hazmat.primitives.ciphers.algorithms
import cryptography.hazmat.primitives.ciphers.modes
Crypto.Cipher.ARC2.new()  # expect: weak-cipher
Crypto.Cipher.ARC4.new()  # expect: weak-cipher
Crypto.Cipher.Blowfish.new()  # expect: weak-cipher
Crypto.Cipher.DES.new()  # expect: weak-cipher
Crypto.Cipher.DES3.new()  # expect: weak-cipher
Crypto.Cipher.XOR.new()  # expect: weak-cipher
Crypto.Cipher.CAST.new()  # expect: weak-cipher
cryptography.hazmat.primitives.ciphers.algorithms.ARC4()  # expect: weak-cipher
cryptography.hazmat.primitives.ciphers.algorithms.Blowfish()  # expect: weak-cipher
cryptography.hazmat.primitives.ciphers.algorithms.CAST5()  # expect: weak-cipher
cryptography.hazmat.primitives.ciphers.algorithms.IDEA()  # expect: weak-cipher
cryptography.hazmat.primitives.ciphers.algorithms.SEED()  # expect: weak-cipher
cryptography.hazmat.primitives.ciphers.algorithms.TripleDES()  # expect: weak-cipher
cryptography.hazmat.primitives.ciphers.modes.ECB()  # expect: weak-cipher
Crypto.Cipher.AES.new(None, Crypto.Cipher.AES.MODE_ECB)  # expect: weak-cipher
Crypto.Cipher.AES.new(None, 1)  # expect: weak-cipher
