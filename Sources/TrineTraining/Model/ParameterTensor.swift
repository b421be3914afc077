// SPDX-License-Identifier: MIT

/// One parameter tensor of a layer and where it lies in the arena.
public struct ParameterTensor: Hashable, Sendable {
  /// What the layer calls it, such as `weight`.
  public var name: String
  /// Its shape, the outermost dimension first.
  public var dimensions: [Int]
  /// Its place in the arena.
  public var range: Range<Int>
}
