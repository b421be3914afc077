// SPDX-License-Identifier: MIT

extension Schema {
  /// An experiment: its keys in the order in which Trine writes them.
  static let experiment = Schema(
    "",
    values(
      "name",
      "question",
      "papers",
      "tags",
      "mode",
      "ranks",
      "threads",
      "seed",
      "deterministic"
    ) + [
      Schema("grid", values("data", "tensor", "pipeline")),
      data,
      Schema("model", values("kind", "layers", "activation", "initial")),
      train,
      sync,
      async,
      Schema("tensor", values("split")),
      Schema("pipeline", values("stages", "microbatches", "schedule")),
      Schema("wire", values("latency", "bandwidth")),
      faults,
    ] + values("traceSteps", "stallAfter") + [
      Schema("launcher", values("kind"))
    ] + values("claims"),
    takenOut: ["sweep"]
  )

  private static let data = Schema(
    "data",
    values("format", "path", "labels", "test", "testLabels", "label", "kind", "samples")
      + values("features", "classes", "noise", "validation", "limit", "sharded")
  )

  private static let train = Schema(
    "train",
    values("epochs", "batch", "shuffle") + [
      Schema(
        "optimizer",
        values("kind", "momentum", "nesterov", "beta1", "beta2", "epsilon", "weightDecay")
      ),
      Schema(
        "learningRate",
        values("base", "warmupEpochs", "schedule", "factor", "everyEpochs", "power", "end")
      ),
    ] + values("evaluateEvery", "checkpointEvery") + [
      Schema("earlyStopping", values("metric", "patience", "minimumChange"))
    ]
  )

  private static let sync = Schema(
    "sync",
    values("averageEvery", "average", "doubleBuffering", "backupWorkers", "gradientAccumulation")
      + values("allreduce", "bucket", "compression", "topShare")
  )

  private static let async = Schema(
    "async",
    values("servers", "placement", "pullEvery", "pushEvery") + [
      Schema("staleness", values("scaleLearningRate", "dropAbove", "bound"))
    ] + values("tolerateWorkerLoss")
  )

  private static let faults = Schema(
    "faults",
    [
      Schema("delay", values("rank", "milliseconds", "distribution", "every")),
      Schema("kill", values("rank", "step")),
    ]
  )
}
