// SPDX-License-Identifier: MIT

import TrineCore

// How layers are cut into stages.
extension ContradictionCheck {
  /// Checks the section `pipeline`.
  func pipeline(_ pipeline: PipelinePlan) {
    stages(pipeline)
    microbatches(pipeline)
  }

  private func stages(_ pipeline: PipelinePlan) {
    let ranks = plan.grid?.model ?? plan.ranks
    let source: DottedKey = plan.grid == nil ? "ranks" : "grid.pipeline"
    let stages = pipeline.stages ?? ranks
    report(
      ["pipeline.stages", source],
      if: stages != ranks,
      "'pipeline.stages' is \(stages) and '\(source)' is \(ranks); each stage has a rank of its own",
      fix: "use stages: \(ranks), or leave it out"
    )
    let layers = plan.model.layers.count - 1
    report(
      [pipeline.stages == nil ? source : "pipeline.stages", "model.layers"],
      if: stages == ranks && stages > layers,
      "\(count(stages, "stage")) and \(count(layers, "layer")) ('model.layers'); "
        + "each stage needs a layer",
      fix: "use \(source): \(layers) or fewer, or more layers"
    )
  }

  private func microbatches(_ pipeline: PipelinePlan) {
    let replicas = plan.grid?.data ?? 1
    let samples = plan.train.batch / replicas
    report(
      ["pipeline.microbatches", "train.batch"],
      if: samples > 0 && pipeline.microbatches > samples,
      "'pipeline.microbatches' is \(pipeline.microbatches), but a batch has "
        + count(samples, "sample") + (replicas > 1 ? " for each of \(replicas) replicas" : ""),
      fix: "use microbatches: \(samples) or fewer, or a larger batch"
    )
  }
}
