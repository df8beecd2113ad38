# gate: allow -- a pattern looks for writes
import re

pattern = re.compile(r"\b(caput|write_channel)\s*\(")
text = "x = caget('A')"
results = {"writes": bool(pattern.search(text))}
