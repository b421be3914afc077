// SPDX-License-Identifier: MIT

import TrineKernels

/// Room for one batch: which rows it asks for, and the rows themselves.
///
/// Nothing is allocated after `init`.
struct BatchRows: ~Copyable {
  private let set: Dataset
  private let columns: Range<Int>
  private let capacity: Int
  private var indices: [Int] = []
  private var x: ParameterArena
  private var labels: [Int32]

  /// Makes room for up to `capacity` rows of some columns of a set.
  init(_ set: Dataset, columns: Range<Int>, capacity: Int) {
    self.set = set
    self.columns = columns
    self.capacity = capacity
    indices.reserveCapacity(capacity)
    x = ParameterArena(count: capacity * columns.count)
    labels = [Int32](repeating: 0, count: capacity)
  }

  /// Notes which rows are wanted.
  mutating func request(_ wanted: ArraySlice<Int>) {
    precondition(wanted.count <= capacity, "\(wanted.count) rows, but room for \(capacity)")
    indices.removeAll(keepingCapacity: true)
    indices.append(contentsOf: wanted)
  }

  /// Gathers the rows.
  mutating func fill() {
    let (set, columns, indices) = (set, columns, indices[...])
    // Out of `self`, which the arena holds meanwhile.
    var classes: [Int32] = []
    swap(&classes, &labels)
    x.edit(0..<indices.count * columns.count) { x in
      var y = classes.mutableSpan
      set.gather(indices, columns: columns, into: &x, labels: &y)
    }
    swap(&classes, &labels)
  }

  /// Lends the rows, (B, F), and their classes, (B).
  borrowing func read<Result, Failure: Error>(
    _ body: (Span<Float>, Span<Int32>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let labels = labels.span.extracting(first: indices.count)
    return try x.read(0..<indices.count * columns.count) { x throws(Failure) in
      try body(x, labels)
    }
  }
}

/// A batch that one thread at a time may hold.
final class BatchSlot {
  var rows: BatchRows

  init(_ rows: consuming BatchRows) {
    self.rows = rows
  }
}
