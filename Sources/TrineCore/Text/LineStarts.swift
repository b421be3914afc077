// SPDX-License-Identifier: MIT

/// Where the lines of a text begin among its bytes; a line ends at LF, as editors have it.
public struct LineStarts: Sendable {
  private let starts: [Int]

  /// Finds the lines; the first one begins at `first`, behind a byte order mark.
  public init(_ bytes: [UInt8], first: Int = 0) {
    var starts = [first]
    for index in bytes.indices where bytes[index] == 0x0A { starts.append(index + 1) }
    self.starts = starts
  }

  /// How many lines there are.
  public var count: Int { starts.count }

  /// Where a line begins, from 0.
  public subscript(line: Int) -> Int { starts[line] }

  /// The line a byte is in, from 0.
  public func line(of byte: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= byte { low = middle } else { high = middle }
    }
    return low
  }
}
