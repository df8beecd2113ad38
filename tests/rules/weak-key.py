from cryptography.hazmat.primitives.asymmetric import rsa

rsa.generate_private_key(65537, 1024)  # expect: weak-key
rsa.generate_private_key(65537, 4096)  # ok: weak-key
