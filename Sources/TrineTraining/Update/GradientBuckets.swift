// SPDX-License-Identifier: MIT

/// Which neighbouring layers' gradients are summed at once, while those before them are computed.
///
/// The backward pass begins at the last layer, whose gradients lie at the arena's end: buckets are
/// filled from there (Li and others, "PyTorch Distributed: Experiences on Accelerating Data Parallel
/// Training", 2020, section 3.2.3).
struct GradientBuckets: Equatable {
  /// Where their gradients lie, in the order in which they are complete.
  private(set) var ranges: [Range<Int>] = []
  /// Which layers they belong to.
  private(set) var layers: [ClosedRange<Int>] = []
  /// For each layer the bucket that is complete with its gradients.
  private var completed: [Int?]

  /// Puts layers into buckets.
  /// - Parameters:
  ///   - layers: Where the gradients of each lie, one behind the other.
  ///   - limit: The most bytes of a bucket; a layer with more has one of its own.
  init(_ layers: [Range<Int>], limit: Int) {
    completed = [Int?](repeating: nil, count: layers.count)
    var first: Int?
    for (index, layer) in layers.enumerated().reversed() where !layer.isEmpty {
      let last = ranges.indices.last
      let joined = last.map { layer.lowerBound..<ranges[$0].upperBound } ?? layer
      if let last, let first, joined.count * MemoryLayout<Float>.stride <= limit {
        ranges[last] = joined
        self.layers[last] = index...self.layers[last].upperBound
        completed[first] = nil
      } else {
        ranges.append(layer)
        self.layers.append(index...index)
      }
      completed[index] = ranges.count - 1
      first = index
    }
  }

  /// The bucket that is complete with the gradients of a layer; `nil` where more belong to it.
  func completed(by layer: Int) -> Int? { completed[layer] }
}
