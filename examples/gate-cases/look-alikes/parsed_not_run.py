# gate: allow -- code is parsed, not run
import ast

tree = ast.parse("caput('SR:MAG:SP', 1.5)")
results = {"calls": sum(isinstance(node, ast.Call) for node in ast.walk(tree))}
