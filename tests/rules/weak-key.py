from cryptography.hazmat.primitives.asymmetric import rsa

rsa.generate_private_key(65537, 1024)  # expect: weak-key
rsa.generate_private_key(65537, 4096)  # ok: weak-key

# Each name that the rule has.
import Crypto.PublicKey
import cryptography.hazmat.primitives.asymmetric.dsa
import cryptography.hazmat.primitives.asymmetric.ec
import cryptography.hazmat.primitives.asymmetric.rsa
cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key(None, 1023)  # expect: weak-key:high
cryptography.hazmat.primitives.asymmetric.dsa.generate_private_key(1023)  # expect: weak-key:high
Crypto.PublicKey.RSA.generate(1023)  # expect: weak-key:high
Crypto.PublicKey.DSA.generate(1023)  # expect: weak-key:high
cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key(None, 2047)  # expect: weak-key:medium
cryptography.hazmat.primitives.asymmetric.dsa.generate_private_key(2047)  # expect: weak-key:medium
Crypto.PublicKey.RSA.generate(2047)  # expect: weak-key:medium
Crypto.PublicKey.DSA.generate(2047)  # expect: weak-key:medium
cryptography.hazmat.primitives.asymmetric.ec.generate_private_key(cryptography.hazmat.primitives.asymmetric.ec.SECP192R1())  # expect: weak-key:medium
cryptography.hazmat.primitives.asymmetric.ec.generate_private_key(cryptography.hazmat.primitives.asymmetric.ec.SECT163K1())  # expect: weak-key:medium
cryptography.hazmat.primitives.asymmetric.ec.generate_private_key(cryptography.hazmat.primitives.asymmetric.ec.SECT163R2())  # expect: weak-key:medium
