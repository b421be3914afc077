# SPDX-License-Identifier: MIT
"""Prints the samples/s of PyTorch's DistributedDataParallel over gloo, two processes.

Usage: pytorch_ddp.py [--batch 64] [--steps 450] [--warm-up 20]
       pytorch_ddp.py --accuracy 0.88 [--batch 64] [--seed 1]

With --accuracy it prints the seconds of training after which the test accuracy was at least that,
evaluating four times an epoch without counting the time for it.
"""
import time

import torch
import torch.distributed as dist

import fashion
import peer

EPOCHS = 15  # at most


def work(rank, processes, options):
    images, labels = peer.tensors(fashion.training_set())
    model = peer.network(seed=options.seed)
    parallel = torch.nn.parallel.DistributedDataParallel(
        model, static_graph=True, gradient_as_bucket_view=True
    )
    optimizer = peer.optimizer(model.parameters())

    def step(whole):
        rows = whole.chunk(processes)[rank]
        optimizer.zero_grad(set_to_none=True)
        torch.nn.functional.cross_entropy(parallel(images[rows]), labels[rows]).backward()
        optimizer.step()

    every = torch.arange(len(images))
    source = peer.batches(every, options.batch * processes, options.seed)
    if options.accuracy:
        quarter = len(images) // (options.batch * processes) // 4
        result = seconds_until(options.accuracy, model, step, source, quarter)
    else:
        result = processes * peer.samples_per_second(step, source, options, meet=dist.barrier)
    if rank == 0:
        print(round(result, 2 if options.accuracy else None))


def seconds_until(accuracy, model, step, source, quarter):
    images, labels = peer.tensors(fashion.test_set())
    seconds = 0.0
    for _ in range(4 * EPOCHS):
        dist.barrier()
        begin = time.perf_counter()
        for _ in range(quarter):
            step(next(source))
        seconds += time.perf_counter() - begin
        with torch.no_grad():
            reached = (model(images).argmax(1) == labels).float().mean()
        dist.broadcast(reached, 0)
        if reached >= accuracy:
            return seconds
    raise RuntimeError(f"{accuracy} not reached in {EPOCHS} epochs, but {reached:.4f}")


if __name__ == "__main__":
    parser = peer.parser(__doc__, batch=64)
    parser.add_argument("--accuracy", type=float)
    peer.over_gloo(work, 2, parser.parse_args())
