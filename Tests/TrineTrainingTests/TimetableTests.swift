// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

struct TimetableTests {
  /// The steps at which something is due, found by asking every step.
  private func naive(_ train: TrainPlan, _ perEpoch: Int, _ interval: Interval?) -> [Int] {
    let every: Int? =
      switch interval {
      case .epochs(let count): count * perEpoch
      case .steps(let count): count
      case nil: nil
      }
    let last = train.epochs * perEpoch
    return (1...last).filter { step in step == last || every.map { step % $0 == 0 } ?? false }
  }

  @Test(
    "evaluations and checkpoints are where every step asked finds them",
    arguments: [1, 4, 7],
    [Interval.epochs(1), .epochs(2), .steps(1), .steps(3), .steps(100)]
  )
  func stops(perEpoch: Int, interval: Interval) {
    for other in [nil, Interval.epochs(3), .steps(5)] {
      let train = TrainPlan(epochs: 5, evaluateEvery: interval, checkpointEvery: other)
      let stretches = Array(Timetable(train, stepsPerEpoch: perEpoch).stretches(after: 0))
      let ends = stretches.map { ($0.epoch - 1) * perEpoch + $0.batches.upperBound }
      let evaluated = zip(stretches, ends).filter { $0.0.isEvaluated }.map(\.1)
      let saved = zip(stretches, ends).filter { $0.0.isSaved }.map(\.1)
      #expect(evaluated == naive(train, perEpoch, interval))
      #expect(saved == naive(train, perEpoch, other))
      #expect(stretches.map(\.batches.count).reduce(0, +) == 5 * perEpoch)
      #expect(stretches.allSatisfy { $0.batches.upperBound <= perEpoch && !$0.batches.isEmpty })
    }
  }

  @Test("from any step on the rest is the same", arguments: 0...20)
  func resumed(step: Int) {
    let train = TrainPlan(epochs: 5, evaluateEvery: .steps(3), checkpointEvery: .epochs(2))
    let table = Timetable(train, stepsPerEpoch: 4)
    let ends = { (step: Int) in
      table.stretches(after: step).map { ($0.epoch - 1) * 4 + $0.batches.upperBound }
    }
    #expect(ends(step) == ends(0).filter { $0 > step })
  }

  @Test("more stretches than memory holds take none of it", .timeLimit(.minutes(1)))
  func endless() {
    let most = Int(Int32.max)
    let train = TrainPlan(epochs: most, evaluateEvery: .steps(1))
    let stretches = Timetable(train, stepsPerEpoch: most).stretches(after: most)
    #expect(stretches.prefix(3).map(\.batches) == [0..<1, 1..<2, 2..<3])
  }
}
