# gate: allow -- a line through points
points = [(0.0, 0.1), (1.0, 1.1), (2.0, 1.9)]
mean_x = sum(x for x, _ in points) / len(points)
mean_y = sum(y for _, y in points) / len(points)
slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum(
    (x - mean_x) ** 2 for x, _ in points
)
results = {"slope": slope, "offset": mean_y - slope * mean_x}
