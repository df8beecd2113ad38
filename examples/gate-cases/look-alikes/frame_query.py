# gate: allow -- a method is called put and get on a cache
import functools


@functools.lru_cache(maxsize=None)
def response(energy):
    return 1.0 / (1.0 + energy)


results = {"response": [response(e) for e in (1, 2, 2)], "hits": response.cache_info().hits}
