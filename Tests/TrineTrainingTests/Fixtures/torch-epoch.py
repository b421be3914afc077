# SPDX-License-Identifier: MIT
# Writes what PyTorch makes of one epoch without shuffling, into the folder torch-epoch beside this file:
# samples.csv, initial.safetensors, and trained.json with the parameters afterwards.
#
# usage: python3 torch-epoch.py (with PyTorch 2)
import json
import pathlib
import struct

import torch
from torch import nn

FOLDER = pathlib.Path(__file__).with_name("torch-epoch")
SAMPLES, FEATURES, CLASSES, BATCH = 45, 6, 4, 8


def save(tensors, path):
    """Writes a safetensors file: the length of the header, the header, the values."""
    header, data = {}, b""
    for name, tensor in tensors.items():
        values = tensor.detach().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(values)],
        }
        data += values
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    torch.manual_seed(3)
    FOLDER.mkdir(exist_ok=True)
    # Three digits, so that the text says exactly what PyTorch is given.
    x = (torch.randn(SAMPLES, FEATURES) * 1000).round() / 1000
    y = torch.randint(0, CLASSES, (SAMPLES,))
    rows = [",".join([f"{v:.3f}" for v in row] + [str(int(c))]) for row, c in zip(x, y)]
    (FOLDER / "samples.csv").write_text("\n".join(rows) + "\n")

    model = nn.Sequential(
        nn.Linear(FEATURES, 9), nn.ReLU(), nn.Linear(9, 5), nn.ReLU(), nn.Linear(5, CLASSES)
    )
    save(model.state_dict(), FOLDER / "initial.safetensors")
    optimizer = torch.optim.SGD(
        model.parameters(), lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01
    )
    total = 0.0
    for start in range(0, SAMPLES, BATCH):
        rows = slice(start, start + BATCH)
        loss = nn.functional.cross_entropy(model(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y[rows])
    trained = {name: tensor.flatten().tolist() for name, tensor in model.state_dict().items()}
    result = {"loss": total / SAMPLES, "parameters": trained}
    (FOLDER / "trained.json").write_text(json.dumps(result) + "\n")


main()
