// SPDX-License-Identifier: MIT

/// Rows of which only the values that are written down are kept.
struct SparseRows: Sendable {
  /// Where each row begins among the values, and behind them where the last one ends.
  private(set) var starts = [0]
  /// The column of each value, from 0, ascending within a row.
  private(set) var columns: [Int32] = []
  private(set) var values: [Float] = []

  /// How many rows have been ended.
  var count: Int { starts.count - 1 }

  /// Adds a value to the row that has not been ended.
  mutating func append(_ value: Float, column: Int32) {
    columns.append(column)
    values.append(value)
  }

  /// Ends a row.
  mutating func endRow() {
    starts.append(values.count)
  }

  /// Writes some columns of a row with their zeros.
  func expand(_ row: Int, _ wanted: Range<Int>, into x: inout MutableSpan<Float>) {
    let (places, columns, values) = (starts[row]..<starts[row + 1], columns.span, values.span)
    x.update(repeating: 0)
    for i in places {
      let column = Int(columns[i])
      if wanted.contains(column) { x[column - wanted.lowerBound] = values[i] }
    }
  }

  /// A data set of these rows, with their zeros where that takes no more memory.
  func dataset(labels: [Int32], featureCount: Int) -> Dataset {
    let (product, isHuge) = count.multipliedReportingOverflow(by: featureCount)
    guard !isHuge, product <= 2 * values.count else {
      return Dataset(.sparse(self), labels: labels, featureCount: featureCount)
    }
    var dense = [Float](repeating: 0, count: product)
    for row in 0..<count {
      for i in starts[row]..<starts[row + 1] {
        dense[row * featureCount + Int(columns[i])] = values[i]
      }
    }
    return Dataset(features: dense, labels: labels, featureCount: featureCount)
  }
}
