import torch
from datasets import load_dataset
from transformers import AutoModel

AutoModel.from_pretrained("org/model")  # expect: unpinned-model
AutoModel.from_pretrained("org/model", revision="main")  # expect: unpinned-model
AutoModel.from_pretrained("org/model", revision="5d0f2e8a7f1b0c2d")  # ok: unpinned-model
AutoModel.from_pretrained("./model")  # ok: unpinned-model
AutoModel.from_pretrained("/data/model")  # ok: unpinned-model
AutoModel.from_pretrained("~/model")  # ok: unpinned-model
load_dataset("org/data")  # expect: unpinned-model
load_dataset("./data")  # ok: unpinned-model
load_dataset("/data")  # ok: unpinned-model
load_dataset("~/data")  # ok: unpinned-model
torch.hub.load("org/repo", "model", source="local")  # ok: unpinned-model

# Each name that the rule has.
import datasets
import huggingface_hub
import torch.hub
import transformers
datasets.load_dataset("org/name")  # expect: unpinned-model
huggingface_hub.hf_hub_download("org/name")  # expect: unpinned-model
huggingface_hub.snapshot_download("org/name")  # expect: unpinned-model
thing().from_pretrained("org/name")  # expect: unpinned-model
torch.hub.load(source="other")  # expect: unpinned-model
load = transformers.AutoModel.from_pretrained
load("org/name")  # expect: unpinned-model
