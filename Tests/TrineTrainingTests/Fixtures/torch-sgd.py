# SPDX-License-Identifier: MIT
"""Makes torch-sgd.json: six steps of PyTorch on a small model, for the tests to compare with.

usage: python3 torch-sgd.py > torch-sgd.json   (needs torch; the stored file came from 2.13.0)
"""
import json
import torch

ACTIVATIONS = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "sigmoid": torch.nn.Sigmoid}


def flat(model):
    return [round(v, 9) for p in model.parameters() for v in p.detach().flatten().tolist()]


def case(activation, momentum, weight_decay):
    torch.manual_seed(1)
    torch.set_default_dtype(torch.float32)
    layers = [4, 6, 5, 3]
    modules = []
    for inputs, outputs in zip(layers, layers[1:]):
        modules += [torch.nn.Linear(inputs, outputs), ACTIVATIONS[activation]()]
    model = torch.nn.Sequential(*modules[:-1])
    x = torch.randn(20, 4)
    y = torch.arange(20) % 3
    optimizer = torch.optim.SGD(
        model.parameters(), lr=0.1, momentum=momentum, weight_decay=weight_decay)
    before, losses = flat(model), []
    for step in range(6):
        # Batches of eight in order; the last of each pass has four.
        rows = slice(step % 3 * 8, min(20, step % 3 * 8 + 8))
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {
        "activation": activation, "layers": layers, "learningRate": 0.1, "momentum": momentum,
        "weightDecay": weight_decay, "features": [round(v, 9) for v in x.flatten().tolist()],
        "labels": y.tolist(), "batch": 8, "before": before, "losses": losses,
        "after": flat(model),
    }


print(json.dumps([case("relu", 0.9, 0.0), case("tanh", 0.5, 0.01), case("sigmoid", 0.0, 0.1)]))
