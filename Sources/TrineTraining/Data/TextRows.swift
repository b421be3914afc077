// SPDX-License-Identifier: MIT

/// The rows of a text file: its lines that are not blank, behind a header.
struct TextRows {
  /// What is done with a row and the bytes it lies in.
  typealias Body = (TextLine, Span<UInt8>) throws -> Void

  let path: String
  /// What begins a comment.
  var comment: UInt8?
  /// How many lines there are before the first row.
  var header = 0
  let portion: Portion

  /// Every so many rows a place is remembered to begin reading at.
  private static let markInterval = 4096

  /// Hands on the wanted rows in order.
  ///
  /// A shard is known only when all rows have been counted: the file is then read twice, the second
  /// time from shortly before the shard on where it is not packed. Reading ends behind the last row
  /// that is wanted.
  /// - Parameters:
  ///   - beat: Called now and then.
  ///   - scan: Called for the rows of all shards, before `body`.
  ///   - body: Called for the rows of this shard.
  /// - Returns: how many rows all shards have together.
  /// - Throws: what is wrong with the file, or what the closures throw.
  func forEach(beat: ByteReader.Beat, scan: Body = { _, _ in }, _ body: Body) throws -> Int {
    var lines = try LineReader(path, comment: comment)
    for _ in 0..<header { _ = try lines.next() }
    guard portion.shards > 1 else {
      return try read(&lines, atMost: portion.limit, beat) { line, bytes in
        try scan(line, bytes)
        try body(line, bytes)
      }
    }
    var marks: [TextLine] = []
    var count = 0
    let total = try read(&lines, atMost: portion.limit, beat) { line, bytes in
      if count.isMultiple(of: Self.markInterval) { marks.append(line) }
      count += 1
      try scan(line, bytes)
    }
    let rows = portion.rows(of: total)
    guard !rows.isEmpty else { return total }
    let mark = rows.lowerBound / Self.markInterval
    try lines.seek(to: marks[mark])
    for _ in mark * Self.markInterval..<rows.lowerBound { _ = try lines.next() }
    _ = try read(&lines, atMost: rows.count, beat, body)
    return total
  }

  private func read(
    _ lines: inout LineReader,
    atMost limit: Int?,
    _ beat: ByteReader.Beat,
    _ body: Body
  ) throws -> Int {
    var count = 0
    while count < limit ?? .max, let line = try lines.next() {
      try body(line, lines.bytes.span)
      count += 1
      if count.isMultiple(of: 1024) { try beat() }
    }
    return count
  }
}
