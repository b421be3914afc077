// SPDX-License-Identifier: MIT

import TrineMPI

/// What training has brought since the last evaluation, as far as it is counted on this rank.
///
/// Stretches add to it wherever they end, so that a checkpoint on the way changes no sum, not even
/// how it is rounded.
struct TrainingTally {
  /// The summed loss of each slice of this rank's parts of batches.
  var losses: [Double]
  /// The samples these losses are of.
  var samples = 0
  /// Seconds in which this rank was at work on training.
  var seconds = 0.0
  /// Metrics of this mode alone, by name; the same on all ranks.
  private(set) var figures: [String: TallyFigure] = [:]
  /// Gradients that were applied on this rank, by their staleness, since that was last told.
  var staleness: [Int: Int] = [:]

  /// Begins with nothing.
  init(slices: Int) {
    losses = [Double](repeating: 0, count: slices)
  }

  /// Takes in what a stretch has brought to a metric of its mode.
  mutating func add(_ figure: TallyFigure, to name: String) {
    figures[name] = figures[name]?.adding(figure) ?? figure
  }
}

/// One number for a metric that is made of those of several stretches.
enum TallyFigure: Codable, Equatable {
  /// Stretches add up.
  case sum(Double)
  /// The largest of any stretch.
  case largest(Double)
  /// A sum over a number of things, or over another sum.
  case mean(sum: Double, count: Double)

  /// The number; a mean of nothing is 0.
  var value: Double {
    switch self {
    case .sum(let value), .largest(let value): value
    case .mean(let sum, let count): count > 0 ? sum / count : 0
    }
  }

  /// Both together; the other one is of the same kind.
  func adding(_ other: TallyFigure) -> TallyFigure {
    switch (self, other) {
    case (.sum(let one), .sum(let two)): .sum(one + two)
    case (.largest(let one), .largest(let two)): .largest(max(one, two))
    case (.mean(let sum, let count), .mean(let otherSum, let otherCount)):
      .mean(sum: sum + otherSum, count: count + otherCount)
    default: preconditionFailure("\(self) and \(other) are figures of two kinds")
    }
  }
}

// MARK: - All ranks

extension TrainingTally {
  /// What all ranks have counted, which a checkpoint between two evaluations keeps.
  struct Total: Codable, Equatable {
    /// The summed losses of all ranks' slices, in the order of ranks.
    var losses: [Double]
    /// The samples they are of.
    var samples: Int
    /// Seconds of the rank that speaks for all.
    var seconds: Double
    /// Metrics of this mode alone.
    var figures: [String: TallyFigure]

    /// The mean loss of a sample.
    ///
    /// Where slices are the same at any number of ranks so are its bits: they are added in order.
    var loss: Double { losses.reduce(0, +) / Double(samples) }

    /// All metrics of the interval, by name.
    var metrics: [String: Double] {
      var metrics = figures.mapValues(\.value)
      metrics["train/loss"] = loss
      metrics["throughput"] = Double(samples) / seconds
      return metrics
    }
  }

  /// What all ranks have counted; collective.
  func total(over world: Communicator) throws(MPIError) -> Total {
    var numbers = [Double](repeating: 0, count: world.size * losses.count + 1)
    for (slice, loss) in losses.enumerated() { numbers[world.rank * losses.count + slice] = loss }
    numbers[numbers.count - 1] = Double(samples)
    // Each place is one rank's alone: adding zeros changes no bits.
    numbers = try world.sum(numbers)
    let count = Int(numbers.removeLast())
    return Total(losses: numbers, samples: count, seconds: seconds, figures: figures)
  }

  /// Goes on from what all ranks had counted; of other ranks the first one takes over all.
  mutating func restore(_ total: Total, rank: Int, of size: Int) {
    let slices = losses.count
    if total.losses.count == size * slices {
      losses = Array(total.losses[rank * slices..<(rank + 1) * slices])
    } else if rank == 0 {
      losses[0] = total.losses.reduce(0, +)
    }
    samples = rank == 0 ? total.samples : 0
    (seconds, figures) = (total.seconds, total.figures)
  }
}
