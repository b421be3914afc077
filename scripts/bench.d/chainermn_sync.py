# SPDX-License-Identifier: MIT
"""Prints the samples/s of ChainerMN with its communicator for processors, "naive".

Usage: mpirun -n 2 chainermn_sync.py [STEPS]    (default: 450; batch 64 a rank)

ChainerMN is no longer developed; Chainer 7.8.1 needs Python 3.8 or older and NumPy below 1.24.
"""
import os
import sys
import time
import warnings

warnings.filterwarnings("ignore")
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import chainer
import chainermn
import numpy

import fashion

BATCH, WARM_UP = 64, 20
STEPS = int(sys.argv[1]) if len(sys.argv) > 1 else 450


class Network(chainer.Chain):
    def __init__(self):
        super().__init__()
        with self.init_scope():
            self.first = chainer.links.Linear(784, 512)
            self.second = chainer.links.Linear(512, 512)
            self.third = chainer.links.Linear(512, 10)

    def __call__(self, images):
        hidden = chainer.functions.relu(self.first(images))
        return self.third(chainer.functions.relu(self.second(hidden)))


communicator = chainermn.create_communicator("naive")
images, labels = fashion.training_set()
labels = labels.astype(numpy.int32)
numpy.random.seed(1)
model = Network()
optimizer = chainermn.create_multi_node_optimizer(
    chainer.optimizers.MomentumSGD(lr=0.05, momentum=0.9), communicator
)
optimizer.setup(model)


def batches(seed):
    """Yields this rank's rows of one batch after another, shuffled anew in every epoch."""
    generator = numpy.random.RandomState(seed)
    size = BATCH * communicator.size
    while True:
        order = generator.permutation(len(images))
        for start in range(communicator.rank * BATCH, len(images) // size * size, size):
            yield order[start : start + BATCH]


def step(rows):
    loss = chainer.functions.softmax_cross_entropy(model(images[rows]), labels[rows])
    model.cleargrads()
    loss.backward()
    optimizer.update()


source = batches(seed=1)
for _ in range(WARM_UP):  # the first update only broadcasts
    step(next(source))
communicator.mpi_comm.Barrier()
begin = time.perf_counter()
for _ in range(STEPS):
    step(next(source))
seconds = time.perf_counter() - begin
if communicator.rank == 0:
    print(round(STEPS * BATCH * communicator.size / seconds))
