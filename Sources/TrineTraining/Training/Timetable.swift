// SPDX-License-Identifier: MIT

public import TrineCore

/// A stretch of training after which something else is due.
public struct Stretch: Hashable, Sendable {
  /// The epoch it lies in, from 1.
  public var epoch: Int
  /// Its batches, counted from 0 in the epoch.
  public var batches: Range<Int>
  /// Whether the model is evaluated after it.
  public var isEvaluated: Bool
  /// Whether a checkpoint is written after it.
  public var isSaved: Bool
}

/// When a run evaluates and writes checkpoints.
///
/// Pure, and the same on all ranks, so that they come together at the same steps.
public struct Timetable: Sendable {
  private let train: TrainPlan
  /// Steps an epoch.
  public let stepsPerEpoch: Int

  /// Lays a plan out over epochs of so many steps.
  public init(_ train: TrainPlan, stepsPerEpoch: Int) {
    self.train = train
    self.stepsPerEpoch = stepsPerEpoch
  }

  /// The stretches from a step on to the end, in order, each made when it is asked for: there may be
  /// more than memory holds.
  public func stretches(after step: Int) -> some Sequence<Stretch> {
    sequence(state: step) { step in
      guard step < train.epochs * stepsPerEpoch else { return nil }
      let end = nextStop(after: step)
      defer { step = end }
      return stretch(step..<end)
    }
  }

  private func stretch(_ steps: Range<Int>) -> Stretch {
    let (epoch, batch) = steps.lowerBound.quotientAndRemainder(dividingBy: stepsPerEpoch)
    let end = steps.upperBound
    return Stretch(
      epoch: epoch + 1,
      batches: batch..<batch + steps.count,
      isEvaluated: isDue(train.evaluateEvery, at: end) || isEnd(end),
      isSaved: train.checkpointEvery.map { isDue($0, at: end) } ?? false || isEnd(end)
    )
  }

  private func isEnd(_ step: Int) -> Bool { step == train.epochs * stepsPerEpoch }

  private func isDue(_ interval: Interval, at step: Int) -> Bool {
    step.isMultiple(of: steps(interval))
  }

  private func steps(_ interval: Interval) -> Int {
    switch interval {
    case .epochs(let count): count * stepsPerEpoch
    case .steps(let count): count
    }
  }

  /// The next end of an epoch, evaluation or checkpoint.
  private func nextStop(after step: Int) -> Int {
    let intervals = [.epochs(1), train.evaluateEvery, train.checkpointEvery].compactMap(\.self)
    return intervals.map { (step / steps($0) + 1) * steps($0) }.min() ?? step + 1
  }
}
