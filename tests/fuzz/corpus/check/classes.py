class A(B, metaclass=M):
    x: int = 1
    def f(self, a, /, b=2, *c, d, **e) -> int:
        global g
        g = yield self.x
        return super().f()
