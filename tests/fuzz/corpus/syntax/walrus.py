[i := 0 for i in (j := k)]
class A:
 [(y := 1) for x in z]
