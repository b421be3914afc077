# SPDX-License-Identifier: MIT
"""Fashion-MNIST in memory, from Debian's dataset-fashion-mnist, for the peers of `make bench`."""
import gzip

import numpy

FOLDER = "/usr/share/datasets/fashion-mnist/"


def training_set():
    """Images (60000, 784), bytes as 0...1 in float32, and labels (60000)."""
    return read("train")


def test_set():
    """Images (10000, 784) and labels (10000)."""
    return read("t10k")


def read(part):
    images = values(part + "-images-idx3-ubyte.gz", header=16).reshape(-1, 784)
    labels = values(part + "-labels-idx1-ubyte.gz", header=8)
    return images.astype(numpy.float32) / numpy.float32(255), labels.astype(numpy.int64)


def values(name, header):
    with gzip.open(FOLDER + name) as file:
        return numpy.frombuffer(file.read(), numpy.uint8, offset=header)
