# SPDX-License-Identifier: MIT
"""Prints the samples/s of PyTorch's own pipeline (torch.distributed.pipelining), two stages.

Usage: pytorch_pipeline.py [--schedule gpipe|1f1b] [--microbatches 4] [--batch 128] [--steps 450]
"""
import torch
import torch.distributed as dist
from torch.distributed import pipelining

import fashion
import peer

SCHEDULES = {"gpipe": pipelining.ScheduleGPipe, "1f1b": pipelining.Schedule1F1B}


def work(rank, processes, options):
    images, labels = peer.tensors(fashion.training_set())
    whole = peer.network()
    model = whole[:2] if rank == 0 else whole[2:]
    optimizer = peer.optimizer(model.parameters())
    size = options.batch // options.microbatches
    example = (torch.zeros(size, 784 if rank == 0 else 512),)
    stage = pipelining.PipelineStage(
        model, rank, processes, torch.device("cpu"), input_args=example
    )
    schedule = SCHEDULES[options.schedule](
        stage, options.microbatches, loss_fn=torch.nn.functional.cross_entropy
    )

    def step(rows):
        optimizer.zero_grad(set_to_none=True)
        if rank == 0:
            schedule.step(images[rows])
        else:
            schedule.step(target=labels[rows], losses=[])
        optimizer.step()

    source = peer.batches(torch.arange(len(images)), options.batch, options.seed)
    rate = peer.samples_per_second(step, source, options, meet=dist.barrier)
    if rank == 0:
        print(round(rate))


if __name__ == "__main__":
    parser = peer.parser(__doc__, batch=128)
    parser.add_argument("--schedule", choices=SCHEDULES, default="1f1b")
    parser.add_argument("--microbatches", type=int, default=4)
    peer.over_gloo(work, 2, parser.parse_args())
