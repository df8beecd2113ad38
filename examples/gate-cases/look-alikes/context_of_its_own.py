# gate: allow -- a context that is not a client
import contextlib
import decimal

with decimal.localcontext() as context, contextlib.suppress(ZeroDivisionError):
    context.prec = 6
    ratio = decimal.Decimal(1) / decimal.Decimal(7)
results = {"ratio": str(ratio)}
