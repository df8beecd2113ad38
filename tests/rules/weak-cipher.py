from Crypto.Cipher import AES, DES

DES.new(b"8bytekey", DES.MODE_CBC)  # expect: weak-cipher
AES.new(b"0123456789abcdef", AES.MODE_ECB)  # expect: weak-cipher
AES.new(b"0123456789abcdef", AES.MODE_GCM)  # ok: weak-cipher
