from __future__ import annotations
import a.b as c, d
from .. import e
from f import (g as h, i,)
@dec(1)
async def fn(a, /, b: int = 1, *args: *Ts, c=2, **kw) -> x[1:2]:
    global q
    async with a as b, c: pass
    async for x, *y in z: yield x
    return [await i async for i in j if k]
class K(B, metaclass=M):
    x: int = 3
    (y): str
    del a, (b, c[0])
try:
    raise E from e
except* (A, B) as err:
    pass
else: pass
finally: assert a, b
match x, y:
    case [1, -2.5 + 3j, "s" b"t", *rest] if rest: pass
    case {"a": 1, b.c: None, **more} | K(1, z=_): pass
    case (a | b) as n: pass
    case _: pass
with (open(f) as g, h): pass
while (n := n - 1) and not m: break
else: continue
lambda *a, b=1, **c: (yield)
x = *a, b = c = yield from d
a @= b; a //= c; a **= -~+d ** 2
type T[U: int, *V, **W] = dict[U, V]
def gen[T = int](): nonlocal z
{**a, 'b': c}; {d, *e}; {f: g for f in h}; (i for i in j)
