# SPDX-License-Identifier: MIT
"""Prints the samples/s of an asynchronous parameter server over gloo: a server and two workers.

Usage: gloo_server.py [--batch 64] [--steps 450] [--warm-up 20]

Each worker sends its gradient, the server applies it at once and answers with the parameters.
"""
import time

import torch
import torch.distributed as dist

import fashion
import peer

SERVER = 0


def work(rank, processes, options):
    model = peer.network()
    flat = torch.nn.utils.parameters_to_vector(model.parameters()).detach()
    if rank == SERVER:
        serve(flat, processes - 1, options)
    else:
        train(model, flat, rank - 1, processes - 1, options)


def serve(flat, workers, options):
    optimizer = peer.optimizer([flat])
    flat.grad = torch.empty_like(flat)
    for update in range(workers * (options.warm_up + options.steps)):
        if update == workers * options.warm_up:
            begin = time.perf_counter()
        worker = dist.recv(flat.grad)
        optimizer.step()
        dist.send(flat, worker)
    samples = workers * options.steps * options.batch
    print(round(samples / (time.perf_counter() - begin)))


def train(model, flat, index, workers, options):
    parameters = list(model.parameters())
    torch.nn.utils.vector_to_parameters(flat, parameters)  # they are views of it from now on
    gradient = torch.empty_like(flat)
    images, labels = peer.tensors(fashion.training_set())
    mine = torch.arange(index, len(images), workers)
    source = peer.batches(mine, options.batch, options.seed + index)
    for _ in range(options.warm_up + options.steps):
        rows = next(source)
        model.zero_grad(set_to_none=True)
        torch.nn.functional.cross_entropy(model(images[rows]), labels[rows]).backward()
        torch.cat([each.grad.reshape(-1) for each in parameters], out=gradient)
        dist.send(gradient, SERVER)
        dist.recv(flat, SERVER)


if __name__ == "__main__":
    peer.over_gloo(work, 3, peer.parser(__doc__, batch=64).parse_args())
