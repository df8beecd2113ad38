# gate: allow -- a writer of XML has write_attribute
class Element:
    def __init__(self, tag):
        self.tag, self.attributes = tag, []

    def write_attribute(self, name, value):
        self.attributes.append(f'{name}="{value}"')

    def __str__(self):
        return f"<{' '.join([self.tag, *self.attributes])}/>"


magnet = Element("magnet")
magnet.write_attribute("current", 1.5)
results = {"xml": str(magnet)}
