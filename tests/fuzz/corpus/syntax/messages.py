print "a"
exec b
f(a b, c=1, d)
{1:2, 3}
[*a for b in c]
(x = 1)
