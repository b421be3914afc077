// SPDX-License-Identifier: MIT

/// Which batches there are and which of them are a worker's.
///
/// Workers share one order of all samples, whose batches they take as they come: a slow worker takes
/// fewer. Or each has a shard of its own, whose batches nobody else can take.
struct WorkerSamples {
  private var order: EpochOrder
  private let worker: Int
  /// Whose batch each step of an epoch takes, where each worker has its own.
  private let owners: [Int]?
  private var epoch = 0

  /// - Parameters:
  ///   - splits: The sets, or a shard of them.
  ///   - batch: Samples of a step of one worker.
  ///   - seed: What orders are drawn from.
  ///   - shuffles: Whether each epoch has another order.
  ///   - worker: Which one.
  ///   - workers: How many there are.
  ///   - isSharded: Whether `splits` is this worker's shard.
  init(
    _ splits: DataSplits,
    batch: Int,
    seed: Int,
    shuffles: Bool,
    worker: Int,
    workers: Int,
    isSharded: Bool
  ) {
    order = EpochOrder(splits.training, batch: batch, seed: seed, shuffles: shuffles)
    self.worker = worker
    let counts = (0..<workers).map { (splits.trainingCount(ofShard: $0) + batch - 1) / batch }
    owners = isSharded ? Self.turns(counts) : nil
  }

  /// Spreads each worker's batches evenly over all of them.
  private static func turns(_ counts: [Int]) -> [Int] {
    let turns = counts.enumerated().flatMap { worker, count in
      (0..<count).map { (place: (Double($0) + 0.5) / Double(count), worker: worker) }
    }
    return turns.sorted { ($0.place, $0.worker) < ($1.place, $1.worker) }.map(\.worker)
  }

  /// Batches of all workers in an epoch.
  var stepCount: Int { owners?.count ?? order.stepCount }

  /// The most samples of a batch.
  var largest: Int { min(order.batch, order.order.count) }

  /// Puts the samples in the order of an epoch, from 1.
  mutating func shuffle(epoch: Int) {
    guard epoch != self.epoch else { return }
    order.shuffle(epoch: epoch)
    self.epoch = epoch
  }

  /// This worker's own batches in some part of the epoch's steps; `nil` where all share all batches.
  func own(_ part: Range<Int>) -> Range<Int>? {
    owners.map { owners in
      let before = owners[..<part.lowerBound].count { $0 == worker }
      return before..<before + owners[part].count { $0 == worker }
    }
  }

  /// The samples of a batch: of this worker's, or of all.
  func samples(ofBatch batch: Int) -> ArraySlice<Int> {
    order.order[order.positions(ofBatch: batch)]
  }
}
