import random
import secrets
from random import choice

token = random.getrandbits(128)  # expect: weak-random:medium
self.api_key = "".join(choice("abc") for _ in range(16))  # expect: weak-random:medium
noise = random.gauss(0, 1)  # ok: weak-random
sample = random.random()  # expect: weak-random:info
token = secrets.token_hex(16)  # ok: weak-random
rng = random.SystemRandom()  # ok: weak-random


def make_password():
    return "".join(choice("abc") for _ in range(8))  # expect: weak-random:medium

# Each name that the rule has.
import random
token = random.Random()  # expect: weak-random:medium
token = random.random()  # expect: weak-random:medium
token = random.randrange()  # expect: weak-random:medium
token = random.randint()  # expect: weak-random:medium
token = random.choice()  # expect: weak-random:medium
token = random.choices()  # expect: weak-random:medium
token = random.uniform()  # expect: weak-random:medium
token = random.triangular()  # expect: weak-random:medium
token = random.randbytes()  # expect: weak-random:medium
token = random.sample()  # expect: weak-random:medium
token = random.getrandbits()  # expect: weak-random:medium
random.Random()  # expect: weak-random:info
random.randrange()  # expect: weak-random:info
random.randint()  # expect: weak-random:info
random.choice()  # expect: weak-random:info
random.choices()  # expect: weak-random:info
random.uniform()  # expect: weak-random:info
random.triangular()  # expect: weak-random:info
random.randbytes()  # expect: weak-random:info
random.sample()  # expect: weak-random:info
random.getrandbits()  # expect: weak-random:info
