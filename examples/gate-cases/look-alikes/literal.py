# gate: allow -- a text is read as a literal
import ast

results = {"limits": ast.literal_eval("{'SR:MAG:SP': (0, 10)}")}
