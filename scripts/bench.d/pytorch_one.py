# SPDX-License-Identifier: MIT
"""Prints the samples/s of PyTorch in one process.

Usage: pytorch_one.py [--threads 1] [--batch 128] [--steps 450] [--warm-up 20]
"""
import torch

import fashion
import peer

parser = peer.parser(__doc__, batch=128)
parser.add_argument("--threads", type=int, default=1)
options = parser.parse_args()

torch.set_num_threads(options.threads)
images, labels = peer.tensors(fashion.training_set())
model = peer.network()
optimizer = peer.optimizer(model.parameters())


def step(rows):
    optimizer.zero_grad(set_to_none=True)
    torch.nn.functional.cross_entropy(model(images[rows]), labels[rows]).backward()
    optimizer.step()


source = peer.batches(torch.arange(len(images)), options.batch, options.seed)
print(round(peer.samples_per_second(step, source, options)))
