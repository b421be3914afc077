// SPDX-License-Identifier: MIT

import TrineCore

extension PlanYAML {
  /// The section of the plan's own mode.
  static func modes(_ plan: RunPlan) -> [YAMLWriter.Entry] {
    switch plan.mode {
    case .sync: [("sync", plan.sync.map { .section(entries($0)) })]
    case .async: [("async", plan.async.map { .section(entries($0)) })]
    case .tensor: [("tensor", plan.tensor.map { .section(entries($0)) })]
    case .pipeline: [("pipeline", plan.pipeline.map { .section(entries($0)) })]
    }
  }

  /// The section `grid`.
  static func entries(_ grid: GridPlan) -> [YAMLWriter.Entry] {
    [
      ("data", .whole(grid.data)),
      ("tensor", grid.tensor.map { .whole($0) }),
      ("pipeline", grid.pipeline.map { .whole($0) }),
    ]
  }

  private static func entries(_ sync: SyncPlan) -> [YAMLWriter.Entry] {
    [
      ("averageEvery", .whole(sync.averageEvery)),
      ("average", .word(sync.average.rawValue)),
      ("doubleBuffering", .flag(sync.doubleBuffering)),
      ("backupWorkers", .whole(sync.backupWorkers)),
      ("gradientAccumulation", .whole(sync.gradientAccumulation)),
      ("allreduce", .word(sync.allreduce.rawValue)),
      ("bucket", sync.bucket.map { .quantity(Double($0), .size) }),
      ("compression", .word(sync.compression.rawValue)),
      ("topShare", sync.compression == .topk ? .number(sync.topShare) : nil),
    ]
  }

  private static func entries(_ async: AsyncPlan) -> [YAMLWriter.Entry] {
    [
      ("servers", .whole(async.servers)),
      ("placement", .word(async.placement.rawValue)),
      ("pullEvery", .whole(async.pullEvery)),
      ("pushEvery", .whole(async.pushEvery)),
      (
        "staleness",
        .section([
          ("scaleLearningRate", .flag(async.staleness.scaleLearningRate)),
          ("dropAbove", async.staleness.dropAbove.map { .whole($0) }),
          ("bound", async.staleness.bound.map { .whole($0) }),
        ])
      ),
      ("tolerateWorkerLoss", .flag(async.tolerateWorkerLoss)),
    ]
  }

  private static func entries(_ tensor: TensorPlan) -> [YAMLWriter.Entry] {
    let split = tensor.split.map { YAMLWriter.Value.list($0.map { .word($0.rawValue) }) }
    return [("split", split ?? .word(TensorPlan.auto))]
  }

  private static func entries(_ pipeline: PipelinePlan) -> [YAMLWriter.Entry] {
    [
      ("stages", pipeline.stages.map { .whole($0) }),
      ("microbatches", .whole(pipeline.microbatches)),
      ("schedule", .word(pipeline.schedule.rawValue)),
    ]
  }
}
