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
    """Each stretch took its samples over its throughput."""
    total, step, best = 0.0, 0, 0.0
    for event in events(run):
        values = event["values"]
        samples = (event["step"] - step) * run["config"]["train"]["batch"]
        total, step = total + samples / values["throughput"], event["step"]
        # The last batch of an epoch, a short one, is a stretch of its own without an evaluation.
        best = max(best, values.get("test/accuracy", 0.0))
        if best >= float(accuracy):
            return round(total, 2)
    sys.exit(f"{accuracy} not reached in {step} steps, but {best:.4f}")


def events(run):
    """The ends of stretches, in order."""
    path = pathlib.Path(run["folder"]) / "rank-0.events.jsonl"
    for line in path.read_text().splitlines():
        event = json.loads(line)
        if event["kind"] == "metric":
            yield event


figure = {"throughput": throughput, "memory": memory, "seconds": seconds}[sys.argv[1]]
print(figure(json.load(sys.stdin), *sys.argv[2:]))
