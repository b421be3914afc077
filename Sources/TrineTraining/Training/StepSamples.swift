// SPDX-License-Identifier: MIT

/// Which samples a replica takes in each step, and how many all replicas take.
///
/// Replicas share one order of all samples, of which every batch is split among them; or each has a
/// shard of its own, of which it takes an even part in every step, so that none runs out of samples
/// before the others.
///
/// What a replica takes is cut into slices, which are worked on one after the other. Slices of a
/// shared order are the same wherever there are equally many of all replicas together.
struct StepSamples {
  private var order: EpochOrder
  private let replica: Int
  /// How many replicas there are.
  let replicas: Int
  /// Slices of a replica's part of a step.
  let slices: Int
  /// Samples of every replica, where each has its own.
  private let shards: [Int]?
  private var epoch = 0

  /// - Parameters:
  ///   - splits: The sets, or a shard of them.
  ///   - batch: Samples of a step, of all replicas together.
  ///   - seed: What orders are drawn from.
  ///   - shuffles: Whether each epoch has another order.
  ///   - replica: Which one.
  ///   - replicas: How many there are.
  ///   - isSharded: Whether `splits` is this replica's shard.
  ///   - slices: Into how many slices a replica's part is cut.
  init(
    _ splits: DataSplits,
    batch: Int,
    seed: Int,
    shuffles: Bool,
    replica: Int,
    replicas: Int,
    isSharded: Bool,
    slices: Int = 1
  ) {
    order = EpochOrder(splits.training, batch: batch, seed: seed, shuffles: shuffles)
    (self.replica, self.replicas, self.slices) = (replica, replicas, slices)
    shards = isSharded ? (0..<replicas).map(splits.trainingCount(ofShard:)) : nil
  }

  /// Steps an epoch; the last one may have fewer samples.
  var stepCount: Int {
    guard let shards else { return order.stepCount }
    return (shards.reduce(0, +) + order.batch - 1) / order.batch
  }

  /// The most samples of a slice.
  var largest: Int {
    guard let shards else {
      let batch = min(order.batch, order.order.count)
      return (batch + replicas * slices - 1) / (replicas * slices)
    }
    let step = (shards[replica] + stepCount - 1) / stepCount
    return (step + slices - 1) / slices
  }

  /// Puts the samples in the order of an epoch, from 1.
  mutating func shuffle(epoch: Int) {
    guard epoch != self.epoch else { return }
    order.shuffle(epoch: epoch)
    self.epoch = epoch
  }

  /// How many samples all replicas take in a step of an epoch, counted from 0.
  func total(ofStep step: Int) -> Int {
    guard let shards else { return order.positions(ofBatch: step).count }
    return shards.reduce(0) { $0 + (0..<$1).part(step, of: stepCount).count }
  }

  /// How many samples a replica takes in a step of an epoch, counted from 0.
  func count(ofStep step: Int, replica: Int) -> Int {
    guard let shards else {
      return order.positions(ofBatch: step).part(replica, of: replicas).count
    }
    return (0..<shards[replica]).part(step, of: stepCount).count
  }

  /// How many samples this replica takes in a step of an epoch, counted from 0.
  func ownCount(ofStep step: Int) -> Int { count(ofStep: step, replica: replica) }

  /// The samples of a slice of what this replica takes in a step of an epoch, counted from 0.
  func own(ofStep step: Int, slice: Int = 0) -> ArraySlice<Int> {
    guard let shards else {
      let positions = order.positions(ofBatch: step)
      return order.order[positions.part(replica * slices + slice, of: replicas * slices)]
    }
    let positions = (0..<shards[replica]).part(step, of: stepCount)
    return order.order[positions.part(slice, of: slices)]
  }
}
