// SPDX-License-Identifier: MIT

import TrineCore

/// How a model is cut into stages and a batch into microbatches, as all ranks of a replica know it.
struct PipelineLayout {
  /// The layers of each stage.
  let stages: [Range<Int>]
  /// The most rows of a microbatch.
  let rows: Int
  /// The most microbatches that are in flight at any stage.
  let slots: Int
  /// The most values a row that go from one stage to the next.
  let widest: Int
  private let plan: PipelinePlan

  /// - Parameters:
  ///   - plan: What is trained, and how.
  ///   - count: How many ranks have a part of the model.
  ///   - largest: The most rows of a replica's part of a batch.
  init(_ plan: RunPlan, stages count: Int, largest: Int) {
    self.plan = plan.pipeline ?? PipelinePlan()
    let widths = plan.model.layers
    stages = StageCut.stages(StageCut.costs(ofLayersBetween: widths), count: count)
    rows = (largest + self.plan.microbatches - 1) / self.plan.microbatches
    let most = self.plan.largestFlight(stages: count)
    slots = StageSchedule(self.plan.schedule, stage: 0, of: count, microbatches: most).inFlight
    widest = stages.dropFirst().map { widths[$0.lowerBound] }.max() ?? 0
  }

  /// Slices of a batch of which a replica has so many rows: each has a row, unless there is none.
  func microbatches(rows: Int) -> Int { max(1, min(plan.microbatches, rows)) }

  /// The actions of a stage for some microbatches.
  func schedule(of stage: Int, microbatches: Int) -> StageSchedule {
    StageSchedule(plan.schedule, stage: stage, of: stages.count, microbatches: microbatches)
  }

  /// The most microbatches that are in flight at a stage.
  func inFlight(at stage: Int) -> Int {
    let most = plan.largestFlight(stages: stages.count)
    return schedule(of: stage, microbatches: most).inFlight
  }

  /// `stages: layer 1 | layers 2-3`, counted from 1.
  var words: String {
    let parts = stages.map { layers in
      let (first, last) = (layers.lowerBound + 1, layers.upperBound)
      return first == last ? "layer \(first)" : "layers \(first)-\(last)"
    }
    return "stages: \(parts.joined(separator: " | "))"
  }
}

extension PipelinePlan {
  /// The most microbatches that can be under way: those of a batch, or, where no batch is waited for,
  /// one for each stage.
  fileprivate func largestFlight(stages: Int) -> Int {
    schedule == .stashed ? stages : microbatches
  }
}
