f'{a!r:>{w}.{p}}' rf"""{x
}""" '\N{DASH}' "\x41\u1234\U0001F600" b'\xff' u'z' Rb'\d'
f"{f'{f"{1}"}'}{a=}{b=!s:x}{{}}" f'{lambda x: 1}' f'{a' '''x
t'{a}' 'unterminated
