# SPDX-License-Identifier: MIT
"""Prints the samples/s of PyTorch with one thread on the network that `make bench` trains."""
import gzip
import time

import numpy
import torch

FOLDER = "/usr/share/datasets/fashion-mnist/"
BATCH, WARM_UP, STEPS = 128, 20, 450


def read(name, header):
    with gzip.open(FOLDER + name) as file:
        return numpy.frombuffer(file.read(), numpy.uint8, offset=header)


torch.set_num_threads(1)
torch.manual_seed(1)
images = torch.from_numpy(
    read("train-images-idx3-ubyte.gz", 16).reshape(-1, 784).astype(numpy.float32) / 255
)
labels = torch.from_numpy(read("train-labels-idx1-ubyte.gz", 8).astype(numpy.int64))
model = torch.nn.Sequential(
    torch.nn.Linear(784, 512),
    torch.nn.ReLU(),
    torch.nn.Linear(512, 512),
    torch.nn.ReLU(),
    torch.nn.Linear(512, 10),
)
# The fused optimizer is the fastest of the three PyTorch has.
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, fused=True)
order = torch.randperm(len(images))


def step(number):
    start = number * BATCH % (len(images) - BATCH)
    batch = order[start : start + BATCH]
    optimizer.zero_grad(set_to_none=True)
    torch.nn.functional.cross_entropy(model(images[batch]), labels[batch]).backward()
    optimizer.step()


for number in range(WARM_UP):
    step(number)
begin = time.perf_counter()
for number in range(STEPS):
    step(number)
print(round(STEPS * BATCH / (time.perf_counter() - begin)))
