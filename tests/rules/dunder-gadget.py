().__class__.__base__.__subclasses__()  # expect: dunder-gadget
print.__init__.__globals__  # expect: dunder-gadget
"x".__class__.__name__  # ok: dunder-gadget
"{0.__class__.__name__}".format(1)  # ok: dunder-gadget

# Each name that the rule has.
import gc
import inspect
import sys
thing().__subclasses__  # expect: dunder-gadget:medium
thing().__globals__  # expect: dunder-gadget:medium
thing().__builtins__  # expect: dunder-gadget:medium
thing().f_globals  # expect: dunder-gadget:medium
thing().f_builtins  # expect: dunder-gadget:medium
thing().__code__  # expect: dunder-gadget:low
thing().__closure__  # expect: dunder-gadget:low
thing().f_back  # expect: dunder-gadget:low
thing().f_locals  # expect: dunder-gadget:low
thing().gi_code  # expect: dunder-gadget:low
thing().gi_frame  # expect: dunder-gadget:low
thing().cr_frame  # expect: dunder-gadget:low
thing().ag_frame  # expect: dunder-gadget:low
thing().tb_frame  # expect: dunder-gadget:low
thing().__mro__  # expect: dunder-gadget:low
thing().__bases__  # expect: dunder-gadget:low
thing().__base__  # expect: dunder-gadget:low
gc.get_objects()  # expect: dunder-gadget:medium
gc.get_referrers()  # expect: dunder-gadget:medium
sys._getframe()  # expect: dunder-gadget:low
inspect.currentframe()  # expect: dunder-gadget:low
inspect.stack()  # expect: dunder-gadget:low
"{0.__globals__}".format()  # expect: dunder-gadget:medium
"{0.__subclasses__}".format()  # expect: dunder-gadget:medium
"{0.__builtins__}".format()  # expect: dunder-gadget:medium
"{0.__class__.__base}".format()  # expect: dunder-gadget:medium
"{0.__class__.__mro__}".format()  # expect: dunder-gadget:medium
"{0.__class__.__init__}".format()  # expect: dunder-gadget:medium
"{0.__init__.__}".format()  # expect: dunder-gadget:medium
"{0.__code__}".format()  # expect: dunder-gadget:medium
"{0.__globals__}".format_map()  # expect: dunder-gadget:medium
