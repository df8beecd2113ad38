# gate: ask -- the attribute comes from data
import json

import epics

plan = json.loads(open("plan.json").read())
for entry in plan:
    getattr(epics, entry["call"])(entry["channel"], entry["value"])
results = {"entries": len(plan)}
