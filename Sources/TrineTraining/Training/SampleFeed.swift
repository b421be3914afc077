// SPDX-License-Identifier: MIT

import Glibc
import TrineCore
import TrineKernels

/// A set that nothing is learnt from.
enum HeldOutSet: String, CaseIterable {
  case validation, test
}

/// Hands out the rows a rank trains on and those it is evaluated on.
final class SampleFeed {
  /// The rows to train on, of which the next batch is gathered by a thread where a core is free.
  let training: BatchFeeder
  /// What a run should know of it.
  let notes: [String]
  private let splits: DataSplits
  private let isSharded: Bool
  private let grid: RankGrid
  private let pulse: Pulse
  private let columns: Range<Int>?
  private var heldOut: [HeldOutSet: BatchFeeder] = [:]

  /// - Parameters:
  ///   - setting: Whose samples.
  ///   - capacity: The most rows to train on at once.
  ///   - columns: Which values of each; `nil` for all.
  ///   - looksAhead: Whether a batch is known before the one ahead of it is done with.
  /// - Throws: a `Diagnostic` when no thread can be started.
  init(
    _ setting: TrainingSetting,
    capacity: Int,
    columns: Range<Int>?,
    looksAhead: Bool = true
  ) throws {
    (splits, isSharded) = (setting.splits, setting.plan.data.isSharded)
    (grid, pulse, self.columns) = (setting.grid, setting.pulse, columns)
    let mode: BatchFeeder.Mode = looksAhead && setting.hasSpareCore ? .thread : .inline
    training = try BatchFeeder(
      set: splits.trainingSet,
      capacity: capacity,
      columns: columns,
      mode: mode
    )
    notes = mode == .thread ? ["a thread gathers the next batch"] : []
  }

  /// How many samples of a set all replicas have together.
  func count(_ set: HeldOutSet) -> Int {
    set == .validation ? splits.validationTotal : splits.testTotal
  }

  /// How many samples of a set this rank has itself.
  func ownCount(_ set: HeldOutSet) -> Int {
    set == .validation ? splits.validation.count : splits.testSet?.count ?? 0
  }

  /// Adds up the scores of the samples of a set that this rank's replica looks at, or of a slice of
  /// them.
  ///
  /// Slices are cut as those of a step are, and into blocks of the same lengths at any rank count.
  /// - Parameters:
  ///   - set: Which set.
  ///   - part: Which of how many parts it looks at; `nil` when each replica has one.
  ///   - slice: Which slice of that part.
  ///   - slices: How many slices there are.
  ///   - body: The score of some rows.
  /// - Returns: their sum.
  /// - Throws: what `body` throws.
  func score(
    _ set: HeldOutSet,
    part: (index: Int, count: Int)? = nil,
    slice: Int = 0,
    of slices: Int = 1,
    _ body: (Span<Float>, Span<Int32>) throws -> SoftmaxCrossEntropy.Score
  ) throws -> SoftmaxCrossEntropy.Score {
    var sum = SoftmaxCrossEntropy.Score()
    guard let source = set == .validation ? splits.trainingSet : splits.testSet else { return sum }
    let samples = set == .validation ? splits.validation : Array(0..<source.count)
    let (first, count) = isSharded ? (0, 1) : part ?? (grid.replica, grid.replicas)
    let own = samples.indices.part(first * slices + slice, of: count * slices)
    let feeder = try feeder(for: set, source)
    for rows in own.blocks(of: TrainingSetting.evaluationRows) {
      feeder.request(samples[rows])
      let score = try feeder.take(body)
      sum.loss += score.loss
      sum.correct += score.correct
      pulse.beat()
    }
    return sum
  }

  private func feeder(for set: HeldOutSet, _ source: Dataset) throws -> BatchFeeder {
    if let feeder = heldOut[set] { return feeder }
    let feeder = try BatchFeeder(
      set: source,
      capacity: TrainingSetting.evaluationRows,
      columns: columns,
      mode: .inline
    )
    heldOut[set] = feeder
    return feeder
  }
}
