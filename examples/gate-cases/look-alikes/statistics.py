# gate: allow -- numbers only
import statistics

readings = [1.02, 0.98, 1.01, 0.97]
results = {"mean": statistics.mean(readings), "spread": statistics.pstdev(readings)}
