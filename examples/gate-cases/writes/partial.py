# gate: ask -- the channel is bound before
import functools

from osprey.runtime import write_channel

set_gap = functools.partial(write_channel, "UND7:GAP:SP")
results = {"gap": 8.4}
set_gap(results["gap"])
