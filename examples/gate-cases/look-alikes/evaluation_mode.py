# gate: allow -- a method is called eval
class Model:
    def __init__(self):
        self.training = True

    def eval(self):
        self.training = False
        return self


model = Model().eval()
results = {"training": model.training}
