# SPDX-License-Identifier: MIT
"""Prints the samples/s of a pipeline of two stages by hand, over gloo's send and receive.

Usage: gloo_pipeline.py [--microbatches 4] [--batch 128] [--steps 450] [--warm-up 20]

The first stage is the first layer. It keeps two microbatches under way, which is 1F1B.
"""
import torch
import torch.distributed as dist

import fashion
import peer

FIRST, SECOND = 0, 1


def first_stage(options, model, images):
    gradient = torch.empty(options.batch // options.microbatches, 512)

    def step(rows):
        slices = images[rows].chunk(options.microbatches)
        outputs, sent = [], []

        def forward():
            outputs.append(model(slices[len(outputs)]))
            sent.append(dist.isend(outputs[-1].detach(), SECOND))

        forward()
        for done in range(options.microbatches):
            if len(outputs) < options.microbatches:
                forward()
            dist.recv(gradient, SECOND)
            outputs[done].backward(gradient)
        for message in sent:
            message.wait()

    return step


def second_stage(options, model, labels):
    def step(rows):
        sent = []
        for answers in labels[rows].chunk(options.microbatches):
            inputs = torch.empty(len(answers), 512)
            dist.recv(inputs, FIRST)
            inputs.requires_grad_()
            loss = torch.nn.functional.cross_entropy(model(inputs), answers)
            (loss / options.microbatches).backward()
            sent.append(dist.isend(inputs.grad, FIRST))
        for message in sent:
            message.wait()

    return step


def work(rank, processes, options):
    images, labels = peer.tensors(fashion.training_set())
    whole = peer.network()
    model = whole[:2] if rank == FIRST else whole[2:]
    optimizer = peer.optimizer(model.parameters())
    both_ways = (
        first_stage(options, model, images)
        if rank == FIRST
        else second_stage(options, model, labels)
    )

    def step(rows):
        optimizer.zero_grad(set_to_none=True)
        both_ways(rows)
        optimizer.step()

    source = peer.batches(torch.arange(len(images)), options.batch, options.seed)
    rate = peer.samples_per_second(step, source, options, meet=dist.barrier)
    if rank == FIRST:
        print(round(rate))


if __name__ == "__main__":
    parser = peer.parser(__doc__, batch=128)
    parser.add_argument("--microbatches", type=int, default=4)
    peer.over_gloo(work, 2, parser.parse_args())
