// SPDX-License-Identifier: MIT

/// The order of the training samples in each epoch, and how batches are cut from it.
///
/// The order depends on seed and epoch alone, so that batch i holds the same samples at any rank
/// count, and a run that is resumed goes on with the samples it would have had.
public struct EpochOrder {
  /// The samples in the order of the current epoch.
  public private(set) var order: [Int]
  /// Samples of one update.
  public let batch: Int
  private let samples: [Int]
  private let seed: Int
  private let shuffles: Bool

  /// Begins with the samples as they are; they stay so unless it `shuffles`.
  public init(_ samples: [Int], batch: Int, seed: Int, shuffles: Bool = true) {
    self.samples = samples
    self.batch = batch
    self.seed = seed
    self.shuffles = shuffles
    order = samples
  }

  /// Updates an epoch; the last one may have fewer samples.
  public var stepCount: Int { (samples.count + batch - 1) / batch }

  /// Shuffles for an epoch, from 1.
  public mutating func shuffle(epoch: Int) {
    guard shuffles else { return }
    for i in samples.indices { order[i] = samples[i] }
    var random = RandomStream(seed: seed, for: .shuffle(epoch: epoch))
    random.shuffle(&order)
  }

  /// The positions of a batch in the order, from 0.
  public func positions(ofBatch index: Int) -> Range<Int> {
    index * batch..<min(samples.count, (index + 1) * batch)
  }
}

extension Range<Int> {
  /// A rank's contiguous part of a range that is split over `size` ranks as evenly as can be.
  ///
  /// Where there are fewer elements than ranks, some parts are empty.
  public func part(_ rank: Int, of size: Int) -> Range<Int> {
    lowerBound + count * rank / size..<lowerBound + count * (rank + 1) / size
  }
}
