# SPDX-License-Identifier: MIT
"""Prints the samples/s of Hogwild in PyTorch: two processes, one set of parameters, no locks.

Usage: pytorch_hogwild.py [--batch 64] [--steps 450] [--warm-up 20]
"""
import torch
import torch.multiprocessing

import fashion
import peer

WORKERS = 2


def work(rank, options, model, barrier, rates):
    torch.set_num_threads(1)
    images, labels = peer.tensors(fashion.training_set())
    optimizer = peer.optimizer(model.parameters())

    def step(rows):
        optimizer.zero_grad(set_to_none=True)
        torch.nn.functional.cross_entropy(model(images[rows]), labels[rows]).backward()
        optimizer.step()

    mine = torch.arange(rank, len(images), WORKERS)
    source = peer.batches(mine, options.batch, options.seed + rank)
    rates[rank] = peer.samples_per_second(step, source, options, meet=barrier.wait)


if __name__ == "__main__":
    options = peer.parser(__doc__, batch=64).parse_args()
    context = torch.multiprocessing.get_context("spawn")
    rates = context.Array("d", WORKERS)
    shared = peer.network().share_memory()
    arguments = (options, shared, context.Barrier(WORKERS), rates)
    torch.multiprocessing.spawn(work, arguments, WORKERS)
    print(round(sum(rates)))
