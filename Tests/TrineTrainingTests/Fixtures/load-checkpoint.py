# SPDX-License-Identifier: MIT
"""Loads a checkpoint as PyTorch does, or with NumPy alone, and prints the logits of some rows.

usage: python3 load-checkpoint.py CHECKPOINT < JSON with "layers", "activation" and "rows"
"""
import json
import struct
import sys

import numpy as np

with open(sys.argv[1], "rb") as file:
    data = file.read()
length = struct.unpack("<Q", data[:8])[0]
tensors = {}
for name, entry in json.loads(data[8:8 + length]).items():
    begin, end = entry["data_offsets"]
    values = np.frombuffer(data[8 + length + begin:8 + length + end], "<f4")
    tensors[name] = values.reshape(entry["shape"]).copy()
request = json.load(sys.stdin)
layers, rows = request["layers"], np.array(request["rows"], np.float32)

try:
    import torch
except ImportError:
    y = rows
    functions = {"relu": lambda v: np.maximum(v, 0), "tanh": np.tanh,
                 "sigmoid": lambda v: 1 / (1 + np.exp(-v))}
    for index in range(len(layers) - 1):
        y = y @ tensors[f"{2 * index}.weight"].T + tensors[f"{2 * index}.bias"]
        if index < len(layers) - 2:
            y = functions[request["activation"]](y)
else:
    functions = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "sigmoid": torch.nn.Sigmoid}
    modules = []
    for inputs, outputs in zip(layers, layers[1:]):
        modules += [torch.nn.Linear(inputs, outputs), functions[request["activation"]]()]
    model = torch.nn.Sequential(*modules[:-1])
    model.load_state_dict({name: torch.from_numpy(value) for name, value in tensors.items()})
    y = model(torch.from_numpy(rows)).detach().numpy()
print(json.dumps(y.astype(float).flatten().tolist()))
