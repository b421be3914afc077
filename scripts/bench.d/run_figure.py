# SPDX-License-Identifier: MIT
"""Prints one figure of the run that `trine show RUN --format json` describes on standard input.

Usage: run_figure.py throughput        mean samples/s of the training time
       run_figure.py memory            the most MB any rank holds of parameters, gradients, velocity
       run_figure.py seconds ACCURACY  seconds of training until the test accuracy is at least that
"""
import json
import pathlib
import sys


def throughput(run):
    return round(run["metrics"]["throughput"]["mean"])


def memory(run):
    most = max(rank["memoryParameters"] for rank in run["breakdown"]["ranks"])
    return round(most / 1e6, 1)


def seconds(run, accuracy):
    """Each stretch between two evaluations took its samples over its throughput."""
    total, step = 0.0, 0
    for event in events(run):
        values = event["values"]
        samples = (event["step"] - step) * run["config"]["train"]["batch"]
        total, step = total + samples / values["throughput"], event["step"]
        if values["test/accuracy"] >= float(accuracy):
            return round(total, 2)
    sys.exit(f"{accuracy} not reached in {step} steps, but {values['test/accuracy']:.4f}")


def events(run):
    """The evaluations, in order."""
    path = pathlib.Path(run["folder"]) / "rank-0.events.jsonl"
    for line in path.read_text().splitlines():
        event = json.loads(line)
        if event["kind"] == "metric":
            yield event


figure = {"throughput": throughput, "memory": memory, "seconds": seconds}[sys.argv[1]]
print(figure(json.load(sys.stdin), *sys.argv[2:]))
