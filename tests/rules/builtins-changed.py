import builtins
import os

builtins.open = print  # expect: builtins-changed
os.remove = print  # expect: builtins-changed


class Own:
    def __init__(self):
        self.remove = print  # ok: builtins-changed
