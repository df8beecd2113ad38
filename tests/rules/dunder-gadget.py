().__class__.__base__.__subclasses__()  # expect: dunder-gadget
print.__init__.__globals__  # expect: dunder-gadget
"x".__class__.__name__  # ok: dunder-gadget
