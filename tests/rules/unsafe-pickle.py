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

# Each name that the rule has.
import cloudpickle
import compress_pickle
import dill
import hickle
import joblib
import jsonpickle
import jsonpickle.unpickler
import keras.config
import keras.models
import mlflow.pyfunc
import multiprocessing
import multiprocessing.connection
import numpy
import numpy.lib.format
import numpy.lib.npyio
import pandas
import pandas.io.pickle
import pickle
import shelve
import srsly
import tensorflow.keras.config
import tensorflow.keras.models
import torch
import torch.jit
pickle.load()  # expect: unsafe-pickle
pickle.loads()  # expect: unsafe-pickle
pickle.Unpickler()  # expect: unsafe-pickle
made = pickle.Unpickler()  # expect: unsafe-pickle
made.load()  # expect: unsafe-pickle
dill.load()  # expect: unsafe-pickle
dill.loads()  # expect: unsafe-pickle
dill.Unpickler()  # expect: unsafe-pickle
shelve.open()  # expect: unsafe-pickle
shelve.DbfilenameShelf()  # expect: unsafe-pickle
jsonpickle.decode()  # expect: unsafe-pickle
jsonpickle.unpickler.decode()  # expect: unsafe-pickle
jsonpickle.unpickler.Unpickler()  # expect: unsafe-pickle
pandas.read_hdf("a.h5")  # expect: unsafe-pickle
pandas.read_pickle()  # expect: unsafe-pickle
cloudpickle.load()  # expect: unsafe-pickle
cloudpickle.loads()  # expect: unsafe-pickle
joblib.load()  # expect: unsafe-pickle
multiprocessing.connection.Connection().recv()  # expect: unsafe-pickle
multiprocessing.Pipe()[0].recv()  # expect: unsafe-pickle
dill.load_session()  # expect: unsafe-pickle
dill.load_module()  # expect: unsafe-pickle
hickle.load()  # expect: unsafe-pickle
torch.jit.load("s.pt")  # ok: unsafe-pickle
mlflow.pyfunc.load_model()  # expect: unsafe-pickle
pandas.io.pickle.read_pickle()  # expect: unsafe-pickle
srsly.pickle_loads()  # expect: unsafe-pickle
compress_pickle.load()  # expect: unsafe-pickle
shelve.Shelf()  # expect: unsafe-pickle
numpy.load(None, None, True)  # expect: unsafe-pickle
torch.load(weights_only=something)  # expect: unsafe-pickle
keras.models.load_model(safe_mode=False)  # expect: unsafe-pickle
tensorflow.keras.models.load_model(safe_mode=False)  # expect: unsafe-pickle
numpy.lib.format.read_array(allow_pickle=True)  # expect: unsafe-pickle
numpy.lib.npyio.NpzFile(allow_pickle=True)  # expect: unsafe-pickle
keras.config.enable_unsafe_deserialization()  # expect: unsafe-pickle
tensorflow.keras.config.enable_unsafe_deserialization()  # expect: unsafe-pickle
