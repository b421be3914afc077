# SPDX-License-Identifier: MIT
"""Prints the samples/s of a network split over two processes by hand, over gloo.

Usage: gloo_tensor.py [--hidden 4096] [--batch 128] [--steps 45] [--warm-up 2] [--samples 6000]

The first layer is split by columns, the second by rows, the third is whole in both: one allreduce
of (B, hidden) in the forward pass, and none in the backward pass, since nobody asks for the
gradient of the images.
"""
import torch
import torch.distributed as dist
from torch.nn.functional import cross_entropy, linear, relu

import fashion
import peer


class Sum(torch.autograd.Function):
    """Sums over the processes; the gradient of each summand is that of the sum."""

    @staticmethod
    def forward(context, part):
        context.mark_dirty(part)
        dist.all_reduce(part)
        return part

    @staticmethod
    def backward(context, gradient):
        return gradient


class Split(torch.nn.Module):
    """What one process holds of the network."""

    def __init__(self, whole, rank, processes):
        super().__init__()
        first, second, third = whole[0], whole[2], whole[4]
        mine = slice(
            rank * first.out_features // processes, (rank + 1) * first.out_features // processes
        )
        own = lambda values: torch.nn.Parameter(values.detach().clone())
        self.weight1, self.bias1 = own(first.weight[mine]), own(first.bias[mine])
        self.weight2, self.bias2 = own(second.weight[:, mine]), own(second.bias)
        self.weight3, self.bias3 = own(third.weight), own(third.bias)

    def forward(self, images):
        hidden = relu(linear(images, self.weight1, self.bias1))
        hidden = relu(Sum.apply(linear(hidden, self.weight2)) + self.bias2)
        return linear(hidden, self.weight3, self.bias3)


def work(rank, processes, options):
    images, labels = peer.tensors(fashion.training_set())
    model = Split(peer.network(options.hidden), rank, processes)
    optimizer = peer.optimizer(model.parameters())

    def step(rows):
        optimizer.zero_grad(set_to_none=True)
        cross_entropy(model(images[rows]), labels[rows]).backward()
        optimizer.step()

    source = peer.batches(torch.arange(options.samples), options.batch, options.seed)
    rate = peer.samples_per_second(step, source, options, meet=dist.barrier)
    if rank == 0:
        print(round(rate))


if __name__ == "__main__":
    parser = peer.parser(__doc__, batch=128, steps=45, warm_up=2)
    parser.add_argument("--hidden", type=int, default=4096)
    parser.add_argument("--samples", type=int, default=6000)
    peer.over_gloo(work, 2, parser.parse_args())
