import ast
import sys

exec(sys.argv[1])  # expect: exec-call, opaque-code
eval(open("code.txt").read())  # expect: eval-call, opaque-code
ast.literal_eval(sys.argv[1])  # ok: opaque-code
