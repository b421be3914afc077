# SPDX-License-Identifier: MIT
"""What the peers in PyTorch share: options, data, network, processes over gloo, and the clock.

All train with one thread a process unless told otherwise, on Fashion-MNIST in memory, in float32,
with SGD (momentum 0.9, learning rate 0.05), and print samples/s of the steps after a warm-up.
"""
import argparse
import os
import tempfile
import time

import torch
import torch.distributed
import torch.multiprocessing

import fashion


def parser(description, batch, steps=450, warm_up=20):
    """The options all peers have; `batch` is that of one process."""
    made = argparse.ArgumentParser(description=description.splitlines()[0])
    made.add_argument("--batch", type=int, default=batch)
    made.add_argument("--steps", type=int, default=steps)
    made.add_argument("--warm-up", type=int, default=warm_up)
    made.add_argument("--seed", type=int, default=1)
    return made


def tensors(part):
    """The images and labels of `fashion.training_set()` or `fashion.test_set()`."""
    return [torch.from_numpy(values) for values in part]


def network(hidden=512, seed=1):
    torch.manual_seed(seed)
    return torch.nn.Sequential(
        torch.nn.Linear(784, hidden),
        torch.nn.ReLU(),
        torch.nn.Linear(hidden, hidden),
        torch.nn.ReLU(),
        torch.nn.Linear(hidden, 10),
    )


def optimizer(parameters):
    """The fused one is the fastest of the three PyTorch has."""
    return torch.optim.SGD(parameters, lr=0.05, momentum=0.9, fused=True)


def batches(rows, size, seed):
    """Yields the rows of one batch after another, for ever, shuffled anew in every epoch."""
    generator = torch.Generator().manual_seed(seed)
    whole = len(rows) // size * size
    while True:
        order = rows[torch.randperm(len(rows), generator=generator)]
        yield from order[:whole].split(size)


def samples_per_second(step, source, options, meet=lambda: None):
    """Takes the steps of the warm-up, meets the other processes, and times the steps that count."""
    for _ in range(options.warm_up):
        step(next(source))
    meet()
    begin = time.perf_counter()
    for _ in range(options.steps):
        step(next(source))
    return options.steps * options.batch / (time.perf_counter() - begin)


def over_gloo(work, processes, options):
    """Calls `work(rank, processes, options)` in so many processes that can talk over gloo."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = (work, processes, options, "file://" + folder + "/rendezvous")
        torch.multiprocessing.spawn(member, arguments, processes)


def member(rank, work, processes, options, rendezvous):
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    torch.set_num_threads(1)
    torch.distributed.init_process_group(
        "gloo", init_method=rendezvous, rank=rank, world_size=processes
    )
    work(rank, processes, options)
    torch.distributed.barrier()
    torch.distributed.destroy_process_group()
