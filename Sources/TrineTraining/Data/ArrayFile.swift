// SPDX-License-Identifier: MIT

import TrineCore

/// Where the values of an array lie in its file: rows of the same size behind a header.
struct ArrayLayout: Hashable {
  /// What people call the format.
  let format: String
  /// Bytes before the first value.
  let headerLength: Int
  /// The size of each dimension; the first counts the rows.
  let dimensions: [Int]
  /// Bytes a value.
  let valueLength: Int

  /// Fails where a file would be larger than a disk.
  init?(format: String, headerLength: Int, dimensions: [Int], valueLength: Int) {
    self.format = format
    self.headerLength = headerLength
    self.dimensions = dimensions
    self.valueLength = valueLength
    // With ones for zeros: the product of the other dimensions must be a number as well.
    let length = dimensions.reduce(Double(valueLength)) { $0 * Double(max(1, $1)) }
    guard length < 0x1p60 else { return nil }
  }

  /// How many rows there are.
  var count: Int { dimensions[0] }
  /// Values a row.
  var width: Int { dimensions.dropFirst().reduce(1, *) }
  /// Bytes a row.
  var rowLength: Int { width * valueLength }
  /// Bytes the whole file must have, unpacked.
  var fileLength: Int { headerLength + count * rowLength }

  /// `47,040,016 (60,000 x 28 x 28 values)`.
  var words: String {
    "\(fileLength.grouped) (\(dimensions.map(\.grouped).joined(separator: " x ")) values)"
  }
}

/// A file with an array, plain or gzip, whose header has been checked against its size.
struct ArrayFile {
  let path: String
  let layout: ArrayLayout

  /// Checks the size without unpacking a gzip file.
  init(_ path: String, _ layout: ArrayLayout) throws {
    self.path = path
    self.layout = layout
    try checkSize()
  }

  /// A gzip file ends in the size of what it holds, modulo 2^32 (RFC 1952, ISIZE).
  private func checkSize() throws {
    let raw: (length: Int, start: [UInt8], end: [UInt8])
    do {
      let handle = try RawFile(path)
      raw = (handle.length, handle.bytes(0, 2), handle.bytes(handle.length - 4, 4))
    }
    guard raw.start == [0x1f, 0x8b] else {
      guard raw.length == layout.fileLength else {
        throw Diagnostic.wrongSize(path, raw.length, layout)
      }
      return
    }
    let unpacked = Int(raw.end.littleEndian)
    guard unpacked == layout.fileLength & 0xFFFF_FFFF else {
      throw Diagnostic.wrongEnd(path, unpacked, layout)
    }
    // Deflate packs 258 bytes into two bits at best.
    guard layout.fileLength / 1032 <= raw.length else {
      throw Diagnostic.wrongRatio(path, raw.length, layout)
    }
  }

  /// The values of some rows as they are stored; a plain file is read only there.
  func bytes(of rows: Range<Int>, beat: ByteReader.Beat) throws -> [UInt8] {
    let reader = try ByteReader(path)
    let start = layout.headerLength + rows.lowerBound * layout.rowLength
    try reader.skip(to: start)
    var bytes = [UInt8](repeating: 0, count: rows.count * layout.rowLength)
    var position = 0
    while position < bytes.count {
      let count = try reader.read(into: &bytes, from: position, atMost: 1 << 20)
      guard count > 0 else { throw Diagnostic.wrongSize(path, start + position, layout) }
      position += count
      try beat()
    }
    return bytes
  }

  /// Hands the values of some rows on in pieces of whole values, in order.
  func forEachPiece(
    of rows: Range<Int>,
    beat: ByteReader.Beat,
    _ body: (Span<UInt8>) throws -> Void
  ) throws {
    let reader = try ByteReader(path)
    var position = layout.headerLength + rows.lowerBound * layout.rowLength
    let end = position + rows.count * layout.rowLength
    try reader.skip(to: position)
    // A multiple of any value's length.
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while position < end {
      let wanted = min(buffer.count, end - position)
      let count = try reader.read(into: &buffer, atMost: wanted)
      guard count == wanted else { throw Diagnostic.wrongSize(path, position + count, layout) }
      try body(buffer.span.extracting(first: count))
      position += count
      try beat()
    }
  }
}

extension Diagnostic {
  fileprivate static func wrongSize(
    _ path: String,
    _ found: Int,
    _ layout: ArrayLayout
  ) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the \(layout.format) file is \(found < layout.fileLength ? "truncated" : "too long"): it has "
        + "\(found.grouped) bytes, and its header announces \(layout.words)",
      fix: DataAdvice.damaged(path)
    )
  }

  fileprivate static func wrongEnd(
    _ path: String,
    _ found: Int,
    _ layout: ArrayLayout
  ) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the \(layout.format) file is truncated or damaged: its end names \(found.grouped) bytes "
        + "unpacked, and its header announces \(layout.words)",
      fix: DataAdvice.damaged(path)
    )
  }

  fileprivate static func wrongRatio(
    _ path: String,
    _ found: Int,
    _ layout: ArrayLayout
  ) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the \(layout.format) file is damaged: \(found.grouped) bytes of gzip cannot hold what its "
        + "header announces, \(layout.words)",
      fix: DataAdvice.damaged(path)
    )
  }
}
