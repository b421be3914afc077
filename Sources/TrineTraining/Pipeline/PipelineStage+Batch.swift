// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

// A batch at a time, for which the whole pipeline waits.
extension PipelineStage: ModelShard {
  var countsLoss: Bool { isLast }
  var notes: [String] { layout.stages.count > 1 ? [layout.words] + links.notes : [] }

  func addGradients(
    _ x: Span<Float>,
    _ labels: Span<Int32>,
    scale: Float,
    parameters: borrowing ParameterArena,
    keeping beta: Float,
    to target: inout ParameterArena,
    observer: any PassObserver
  ) throws -> Double {
    let count = layout.microbatches(rows: labels.count)
    var loss = 0.0
    for action in layout.schedule(of: index, microbatches: count) {
      let rows = (0..<labels.count).part(action.microbatch, of: count)
      let microbatch = Microbatch(index: action.microbatch, rows: rows.count)
      switch action {
      case .forward:
        loss += try forward(
          microbatch,
          x.extracting(values(of: rows)),
          labels.extracting(rows),
          scale: scale,
          parameters: parameters,
          observer: StageObserver(observer, self)
        )
      case .backward:
        try backward(
          microbatch,
          x.extracting(values(of: rows)),
          parameters: parameters,
          keeping: microbatch.index == 0 ? beta : 1,
          into: &target,
          observer: StageObserver(observer, self, isComplete: microbatch.index == count - 1)
        )
      }
    }
    return loss
  }

  private func values(of rows: Range<Int>) -> Range<Int> {
    rows.lowerBound * sampleWidth..<rows.upperBound * sampleWidth
  }

  func score(
    _ x: Span<Float>,
    _ labels: Span<Int32>,
    parameters: borrowing ParameterArena
  ) throws -> SoftmaxCrossEntropy.Score {
    var sum = SoftmaxCrossEntropy.Score()
    for rows in (0..<labels.count).blocks(of: layout.rows) {
      let values = try values(
        Microbatch(index: 0, rows: rows.count),
        x.extracting(values(of: rows)),
        parameters: parameters,
        observer: Unobserved()
      )
      release()
      guard isLast else { continue }
      let labels = labels.extracting(rows)
      let score = network.score(labels, rows: rows.count, activations: values)
      sum.loss += score.loss
      sum.correct += score.correct
    }
    try links.finish()
    return sum
  }

  /// The seconds in which stages waited for each other, and their share in the stretch, over all
  /// ranks; collective.
  func finishStretch() throws -> [String: Double] {
    try links.finish()
    clock.begin(.starting)
    let sums = try world.sum([clock.bubble, clock.training])
    return [
      "time/bubble": sums[0] / Double(world.size),
      "bubble/share": sums[1] > 0 ? sums[0] / sums[1] : 0,
    ]
  }
}
