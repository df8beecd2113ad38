# gate: allow -- a class of one's own has such methods
class Shelf:
    def __init__(self):
        self.things = {}

    def put(self, name, value):
        self.things[name] = value

    def set_value(self, value):
        self.put("value", value)


shelf = Shelf()
shelf.put("caput", 1)
shelf.set_value(2)
results = dict(shelf.things)
