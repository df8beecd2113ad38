import pickle

import numpy
import torch

pickle.loads(b"")  # expect: unsafe-pickle
load = pickle.load
load(open("x", "rb"))  # expect: unsafe-pickle
numpy.load("x.npy", allow_pickle=True)  # expect: unsafe-pickle
numpy.load("x.npy")  # ok: unsafe-pickle
torch.load("m.pt")  # expect: unsafe-pickle
torch.load("m.pt", weights_only=True)  # ok: unsafe-pickle
pickle.dumps([1])  # ok: unsafe-pickle
