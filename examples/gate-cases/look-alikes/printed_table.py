# gate: allow -- columns are called put and call
options = [{"strike": 100, "put": 1.2, "call": 3.4}, {"strike": 110, "put": 4.5, "call": 0.9}]
results = {"put": sum(row["put"] for row in options)}
