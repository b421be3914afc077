// SPDX-License-Identifier: MIT

import TrineKernels

/// Samples in memory: a row of values and a class each.
///
/// Rows are kept as their file has them: bytes take a quarter of the memory of floats, and sparse rows
/// what is not zero. They become floats when they are gathered.
public struct Dataset: Sendable {
  /// How rows are kept.
  enum Storage: Sendable {
    /// All rows, (N, F).
    case floats([Float])
    /// All rows, (N, F); a byte b stands for b/255.
    case bytes([UInt8])
    /// What is not zero.
    case sparse(SparseRows)
  }

  let storage: Storage
  /// The class of each row, (N).
  public let labels: [Int32]
  /// Values a row, F.
  public let featureCount: Int
  /// One more than the largest class.
  public let classCount: Int

  /// Joins rows and classes; `features` holds `featureCount` values for each of the `labels`.
  public init(features: [Float], labels: [Int32], featureCount: Int) {
    precondition(features.count == labels.count * featureCount, "a row for each label")
    self.init(.floats(features), labels: labels, featureCount: featureCount)
  }

  /// Joins rows of bytes, which stand for 0 to 1 in steps of 1/255, and classes.
  public init(bytes: [UInt8], labels: [Int32], featureCount: Int) {
    precondition(bytes.count == labels.count * featureCount, "a row for each label")
    self.init(.bytes(bytes), labels: labels, featureCount: featureCount)
  }

  init(_ storage: Storage, labels: [Int32], featureCount: Int) {
    self.storage = storage
    self.labels = labels
    self.featureCount = featureCount
    classCount = Int(labels.max() ?? -1) + 1
  }

  /// How many samples there are, N.
  public var count: Int { labels.count }

  /// Copies some samples, one after the other, to where a model takes them.
  ///
  /// Shapes: `x` is (B, F) for B indices, where F counts the columns; `y` holds B classes or more.
  /// Cost: B·F values read and written.
  /// - Parameters:
  ///   - indices: Which samples.
  ///   - columns: Which values of each; `nil` for all.
  ///   - x: Where the values go.
  ///   - y: Where the classes go.
  public func gather(
    _ indices: ArraySlice<Int>,
    columns: Range<Int>? = nil,
    into x: inout MutableSpan<Float>,
    labels y: inout MutableSpan<Int32>
  ) {
    let columns = columns ?? 0..<featureCount
    precondition(columns.lowerBound >= 0 && columns.upperBound <= featureCount, "no such columns")
    precondition(x.count == indices.count * columns.count, "x is not (B, F)")
    let classes = labels.span
    var row = 0
    for index in indices {
      y[row] = classes[index]
      row += 1
    }
    switch storage {
    case .floats(let values):
      let values = values.span
      forEachRow(indices, width: columns.count, in: &x) { index, next, target in
        Prefetch.read(values.extracting(place(next, columns)))
        Self.copy(values.extracting(place(index, columns)), into: &target)
      }
    case .bytes(let values):
      let values = values.span
      forEachRow(indices, width: columns.count, in: &x) { index, next, target in
        Prefetch.read(values.extracting(place(next, columns)))
        ByteScaling.toUnit(values.extracting(place(index, columns)), into: &target)
      }
    case .sparse(let rows):
      forEachRow(indices, width: columns.count, in: &x) { index, _, target in
        rows.expand(index, columns, into: &target)
      }
    }
  }

  /// How many rows ahead one is asked for before it is needed.
  private static let rowsAhead = 3

  /// Hands on the samples one after the other: which, one that follows soon, and where the values go.
  @inline(__always)
  private func forEachRow(
    _ indices: ArraySlice<Int>,
    width: Int,
    in x: inout MutableSpan<Float>,
    _ body: (Int, Int, inout MutableSpan<Float>) -> Void
  ) {
    unsafe x.withUnsafeMutableBufferPointer { x in
      var start = 0
      for position in indices.indices {
        let next = min(position + Self.rowsAhead, indices.endIndex - 1)
        var target = unsafe x.extracting(start..<start + width).mutableSpan
        body(indices[position], indices[next], &target)
        start += width
      }
    }
  }

  /// Where some columns of a row lie.
  private func place(_ index: Int, _ columns: Range<Int>) -> Range<Int> {
    let first = index * featureCount
    return first + columns.lowerBound..<first + columns.upperBound
  }

  private static func copy(_ x: Span<Float>, into y: inout MutableSpan<Float>) {
    precondition(x.count == y.count, "rows of different widths")
    for i in x.indices { y[i] = x[i] }
  }
}
