# gate: allow -- get is a lookup
settings = {"SR:MAG:SP": 1.5}
results = {"value": settings.get("SR:MAG:SP", 0.0)}
