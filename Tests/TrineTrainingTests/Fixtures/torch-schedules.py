# SPDX-License-Identifier: MIT
"""Prints the learning rates of PyTorch's schedulers as JSON: python3 torch-schedules.py >torch-schedules.json"""
import json

import torch

STEPS = 40


def rates(make):
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=0.2)
    scheduler = make(optimizer)
    result = []
    for _ in range(STEPS):
        result.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return result


schedulers = torch.optim.lr_scheduler
print(
    json.dumps(
        {
            "step": rates(lambda o: schedulers.StepLR(o, step_size=15, gamma=0.3)),
            "cosine": rates(lambda o: schedulers.CosineAnnealingLR(o, T_max=STEPS, eta_min=0.01)),
            "polynomial": rates(lambda o: schedulers.PolynomialLR(o, total_iters=STEPS, power=2)),
        }
    )
)
