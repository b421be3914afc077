// SPDX-License-Identifier: MIT

/// One parameter tensor of a layer, or the block of it that this rank holds, and where that lies in
/// the arena.
///
/// A tensor has one or two dimensions: (outputs, inputs) or (outputs).
public struct ParameterTensor: Hashable, Sendable {
  /// What the layer calls it, such as `weight`.
  public var name: String
  /// The shape of the whole tensor, the outermost dimension first.
  public var whole: [Int]
  /// Which rows of the whole lie here.
  public var rows: Range<Int>
  /// Which columns of the whole lie here; one where it has one dimension.
  public var columns: Range<Int>
  /// Its place in the arena, row by row.
  public var range: Range<Int>

  /// Places a whole tensor at `offset` of the arena.
  public init(name: String, dimensions: [Int], at offset: Int) {
    self.init(
      name: name,
      whole: dimensions,
      rows: 0..<dimensions[0],
      columns: 0..<(dimensions.count > 1 ? dimensions[1] : 1),
      at: offset
    )
  }

  /// Places a block of a tensor at `offset` of the arena.
  public init(name: String, whole: [Int], rows: Range<Int>, columns: Range<Int>, at offset: Int) {
    self.name = name
    self.whole = whole
    self.rows = rows
    self.columns = columns
    range = offset..<offset + rows.count * columns.count
  }

  /// The shape of what lies here.
  public var dimensions: [Int] {
    whole.count > 1 ? [rows.count, columns.count] : [rows.count]
  }

  /// Values a row of the whole tensor.
  var wholeWidth: Int { whole.count > 1 ? whole[1] : 1 }

  /// Values of the whole tensor.
  var wholeCount: Int { whole[0] * wholeWidth }
}

// MARK: - Stretches of neighbours

extension ParameterTensor {
  /// Values that are neighbours in the arena and in the whole tensor.
  struct Run: Hashable {
    /// Where the first one lies in the arena.
    let start: Int
    /// Where it lies in the whole tensor, row by row.
    let wholeStart: Int
    /// How many there are.
    let count: Int
  }

  /// The values of this block within some range of the arena, as long stretches as there are.
  func runs(in wanted: Range<Int>) -> [Run] {
    let wanted = wanted.clamped(to: range)
    guard !wanted.isEmpty else { return [] }
    if columns.count == wholeWidth {
      let start = rows.lowerBound * wholeWidth + wanted.lowerBound - range.lowerBound
      return [Run(start: wanted.lowerBound, wholeStart: start, count: wanted.count)]
    }
    let first = (wanted.lowerBound - range.lowerBound) / columns.count
    let last = (wanted.upperBound - 1 - range.lowerBound) / columns.count
    return (first...last).map { row in
      let start = range.lowerBound + row * columns.count
      let part = (start..<start + columns.count).clamped(to: wanted)
      let column = columns.lowerBound + part.lowerBound - start
      return Run(
        start: part.lowerBound,
        wholeStart: (rows.lowerBound + row) * wholeWidth + column,
        count: part.count
      )
    }
  }
}
