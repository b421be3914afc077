// SPDX-License-Identifier: MIT

import TrineMPI

/// Adds up what the slices of a rank's samples come to.
///
/// Doubles that are added in another order come to other bits. Where slices are the same at any
/// number of ranks, so are the sums: each slice has a place that one rank alone fills, and the
/// places of all ranks are added up in their order.
struct SliceSums {
  private var sums: [Double]
  /// Where this rank's slices begin.
  private let first: Int
  /// The ranks that have the other slices; `nil` when each rank's sum is its own.
  private let group: Communicator?

  /// - Parameters:
  ///   - slices: This rank's slices.
  ///   - group: The ranks over which sums are made in order; `nil` makes this rank's own alone.
  init(slices: Int, over group: Communicator?) {
    self.group = group
    first = (group?.rank ?? 0) * slices
    sums = [Double](repeating: 0, count: (group?.size ?? 1) * slices)
  }

  /// Adds to the sum of a slice of this rank.
  mutating func add(_ value: Double, slice: Int) {
    sums[first + slice] += value
  }

  /// The sum of this rank's slices, or that of all ranks on the first one and 0 on the others.
  ///
  /// Begins anew. Collective where there is a group.
  mutating func take() throws(MPIError) -> Double {
    // Adding zeros changes no bits.
    if let group { sums = try group.sum(sums) }
    var total = 0.0
    for index in sums.indices {
      total += sums[index]
      sums[index] = 0
    }
    return group?.rank ?? 0 == 0 ? total : 0
  }
}
