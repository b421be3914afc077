# SPDX-License-Identifier: MIT
"""Makes the folder numpy: arrays as NumPy writes them, for the tests to read.

usage: python3 numpy-arrays.py   (needs numpy; the stored files came from 2.4.6)

values.json says what each file holds: the shape and all values as float32, bytes divided by 255.
sparse.libsvm holds the same values as sparse-*.npy, written with NumPy's shortest digits.
"""
import gzip
import json
import os

import numpy

random = numpy.random.default_rng(3)
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "numpy")
normal = random.normal(size=(5, 2, 3))
integers = random.integers(-1000, 1000, size=(5, 6))

samples = {
    "float32": normal.astype("<f4"),
    "float64": normal.astype("<f8") * 1e-3,
    "float32-big-endian": normal.astype(">f4"),
    "float64-big-endian": normal.astype(">f8"),
    "uint8": random.integers(0, 256, size=(5, 2, 3)).astype("|u1"),
    "int8": random.integers(-128, 128, size=(5, 6)).astype("|i1"),
    "int16": integers.astype("<i2"),
    "int32": integers.astype("<i4"),
    "int64": integers.astype("<i8"),
    "uint32-big-endian": (integers + 1000).astype(">u4"),
    "one-dimension": normal[:, 0, 0].astype("<f4"),
}
versions = {"version-2": (2, 0), "version-3": (3, 0)}
refused = {
    "fortran": numpy.asfortranarray(normal[:, 0].astype("<f4")),
    "float16": normal.astype("<f2"),
    "complex": normal.astype("<c8"),
    "bool": normal > 0,
    "text": numpy.array(["a", "b", "c", "d", "e"]),
    "object": numpy.array([1, "b", None, 2, 3], dtype=object),
    "structured": numpy.zeros(5, dtype=[("a", "<f4"), ("b", "<i4")]),
    "scalar": numpy.float32(1),
    "not-finite": numpy.array([[1, 2], [3, numpy.inf], [0, 0], [0, 0], [0, 0]], dtype="<f4"),
}
labels = {
    "labels": numpy.array([0, 2, 1, 0, 2], dtype="<i8"),
    "labels-uint8": numpy.array([0, 2, 1, 0, 2], dtype="|u1"),
    "labels-int32": numpy.array([0, 2, 1, 0, 2], dtype="<i4"),
    "labels-negative": numpy.array([0, 2, -1, 0, 2], dtype="<i8"),
    "labels-large": numpy.array([0, 2, 2**63, 0, 2], dtype="<u8"),
    "labels-float": numpy.array([0, 2, 1, 0, 2], dtype="<f4"),
    "labels-one-hot": numpy.eye(3, dtype="<i8")[[0, 2, 1, 0, 2]],
    "labels-four": numpy.array([0, 2, 1, 0], dtype="<i8"),
}


def path(name):
    return os.path.join(folder, name + ".npy")


def meaning(array):
    values = array.astype(numpy.float32)
    if array.dtype == numpy.uint8:
        values = values / numpy.float32(255)
    return {"shape": list(array.shape), "values": [float(v) for v in values.ravel()]}


def write_libsvm(rows, names):
    with open(os.path.join(folder, "sparse.libsvm"), "w") as file:
        for row, name in zip(rows, names):
            pairs = [f"{i + 1}:{numpy.format_float_positional(row[i])}" for i in numpy.nonzero(row)[0]]
            file.write(" ".join([str(name)] + pairs) + "\n")


os.makedirs(folder, exist_ok=True)
meanings = {name: meaning(array) for name, array in samples.items()}
for name, array in {**samples, **refused, **labels}.items():
    numpy.save(path(name), array)
for name, version in versions.items():
    with open(path(name), "wb") as file:
        numpy.lib.format.write_array(file, samples["float32"], version)
    meanings[name] = meanings["float32"]
with open(path("float32"), "rb") as file, open(path("packed") + ".gz", "wb") as packed:
    packed.write(gzip.compress(file.read(), mtime=0))
meanings["packed"] = meanings["float32"]
numpy.savez(os.path.join(folder, "archive.npz"), normal[:1, 0, 0])

rows = (random.normal(size=(40, 9)) * 10.0 ** random.integers(-6, 7, size=(40, 9))).astype("<f4")
rows[random.random(size=rows.shape) < 0.7] = 0
rows[:, 8] = 0
names = numpy.array([-1, 1, 7])[random.integers(0, 3, size=40)]
write_libsvm(rows, names)
numpy.save(path("sparse-rows"), rows)
numpy.save(path("sparse-labels"), numpy.unique(names, return_inverse=True)[1].astype("<i8"))

with open(os.path.join(folder, "values.json"), "w") as file:
    file.write("{\n" + ",\n".join(f'"{k}": {json.dumps(v)}' for k, v in meanings.items()) + "\n}\n")
