# SPDX-License-Identifier: MIT
"""Makes torch-optimizers.json: five steps of PyTorch's SGD and Adam, for the tests to compare with.

usage: python3 torch-optimizers.py > torch-optimizers.json   (needs torch; the stored file: 2.13.0)
"""
import json
import torch

COUNT, STEPS, LEARNING_RATE = 50, 5, 0.05


def numbers(tensor):
    """Nine digits are enough to read the same float again."""
    return [float(f"{value:.9g}") for value in tensor.tolist()]


def case(before, gradients, kind, **options):
    parameters = torch.nn.Parameter(before.clone())
    make = torch.optim.Adam if kind == "adam" else torch.optim.SGD
    optimizer = make([parameters], lr=LEARNING_RATE, **options)
    after = []
    for gradient in gradients:
        parameters.grad = gradient.clone()
        optimizer.step()
        after.append(numbers(parameters.detach()))
    return {"kind": kind, **options, "after": after}


torch.manual_seed(3)
before = torch.randn(COUNT)
# Of very different sizes, as gradients are.
gradients = [torch.randn(COUNT) * 10.0 ** torch.randint(-5, 2, (COUNT,)) for _ in range(STEPS)]
cases = [
    case(before, gradients, "sgd"),
    case(before, gradients, "sgd", weight_decay=0.1),
    case(before, gradients, "sgd", momentum=0.9),
    case(before, gradients, "sgd", momentum=0.9, weight_decay=0.1),
    case(before, gradients, "sgd", momentum=0.9, nesterov=True),
    case(before, gradients, "sgd", momentum=0.9, nesterov=True, weight_decay=0.1),
    case(before, gradients, "adam"),
    case(before, gradients, "adam", weight_decay=0.1),
    case(before, gradients, "adam", betas=(0.8, 0.95), eps=1e-3),
]
print(json.dumps({
    "learningRate": LEARNING_RATE, "before": numbers(before),
    "gradients": [numbers(gradient) for gradient in gradients], "cases": cases,
}))
