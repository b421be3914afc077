// SPDX-License-Identifier: MIT

/// Walks over the microbatches of a stretch, batch by batch, as every stage of every replica does.
struct MicrobatchWalk {
  /// The batch, counted from 0 in the epoch.
  private(set) var batch: Int
  /// The microbatch in the batch, counted from 0.
  private(set) var index = 0
  /// How many microbatches the batch has.
  private(set) var count: Int

  /// Begins with the first microbatch of a batch.
  init(_ batch: Int, _ samples: StepSamples, _ layout: PipelineLayout) {
    self.batch = batch
    count = Self.count(batch, samples, layout)
  }

  /// Whether this is the last microbatch of its batch.
  var isLast: Bool { index == count - 1 }

  /// Goes on to the next microbatch.
  mutating func advance(_ samples: StepSamples, _ layout: PipelineLayout) {
    if isLast {
      self = MicrobatchWalk(batch + 1, samples, layout)
    } else {
      index += 1
    }
  }

  /// How many microbatches a batch has: as many for all replicas, none of them without any row.
  static func count(_ batch: Int, _ samples: StepSamples, _ layout: PipelineLayout) -> Int {
    var most = 0
    for replica in 0..<samples.replicas {
      most = max(most, samples.count(ofStep: batch, replica: replica))
    }
    return layout.microbatches(rows: most)
  }

  /// The samples of the microbatch that this rank's replica has.
  func own(_ samples: StepSamples) -> ArraySlice<Int> {
    let own = samples.own(ofStep: batch)
    return own[own.indices.part(index, of: count)]
  }

  /// How many samples of the microbatch all replicas have.
  func total(_ samples: StepSamples) -> Int {
    var total = 0
    for replica in 0..<samples.replicas {
      let rows = samples.count(ofStep: batch, replica: replica)
      total += (0..<rows).part(index, of: count).count
    }
    return total
  }
}
