# One of each kind of node, and what the grammar underneath reads in a way of its own.
from __future__ import generator_stop
import os, sys as system, a.b.c, d.e as f
from . import x
from ...pkg.mod import (y as z, w,)
from star import *


@decorator
@other.decorator(1)
async def function(a, b: int = 1, /, c=2, *args: int, d, e: str = "x", **kwargs) -> A.b[c, ...]:
    global g1, g2
    async with a as b, c: pass
    async for i in b: await i
    else: return
    return [x async for x in y if x if not x]


class C(Base, *bases, metaclass=M, **more):
    x: int
    (y): A[int, str] = 1
    self.z: "s" = 2 if False else 3 if 0 else 4


class D: pass


def g():
    nonlocal_ = lambda: 0
    def h(*, k=1, **_):
        nonlocal nonlocal_
        yield
        yield 1, 2
        x = yield from h()
    del a, (b, [c]), d.e, f[0]
    raise
    raise A from b


def sub(x): return x[1], x[1:2], x[::3], x[1, 2], x[1,], x[:, 1:], x[*a], x[a, *b]


a = b = c = d, = e
a += 1; b **= 2; c @= d; e //= 3; f >>= 1
(a), [b, *c], d.e, f[g] = h
while a < b <= c != d is not e not in f: break
else: x
for a, *b in c, d: continue
if a: b
elif c: d
elif e:
    f
else: g
with (a as b, c): pass
with (a): pass
with (a, b) as c: pass
with (a as b): pass
with a as (b, c), d as [e]: pass
try: a
except A as e: b
except (B, C): c
except: d
else: e
finally: f
try: a
except* A: b
assert a, b
x = (y := 1)
not a and b or c and d and not e
-a + +b - ~c * d / e // f % g ** -h << i >> j & k
a @ b | c
lambda a, *b, c=1, **d: (a, b)
{}, {a: b, **c}, {a}, {a, *b}, [], [a], (), (a,), [*a, b]
{a: b for a in c for d in e}, {a for b in c}, (a for b in c if d)
f(a for b in c), f(*a.b(), c=1, **d), f(*a[0], *b + c)
f"{a!r:>{w}.{p}} {b=} {{}}" 'plain' f'{c, d}'
'a' "b" if a else b'x' b"y"
1, 1.0, 1j, 0x1F, 1_000, 1e5j, ..., None, True, False
print >>f, x
print >>f
type(a).b = c
type(a)[0] = type(a, b).c = d
type = match = case = 1
match a, b:
    case 1 | -1 | 1 + 2j | -1 - 2j: pass
    case "s" "t" | b"u" if c: pass
    case None | True | False: pass
    case x.y.z | (A() | B(1, k=-2, c=D.e)): pass
    case [a, *_, (b), (c,)]: pass
    case (): pass
    case {"k": v, -1: w, A.b: [], **rest}: pass
    case (1 as one) as other: pass
    case a, *b: pass
    case *_, : pass
    case _: pass
match a:
    case x: pass
