// SPDX-License-Identifier: MIT

import Glibc

/// The lines of a text file, plain or gzip, that are not blank, one after the other.
///
/// Only what lies around the current line is in memory.
struct LineReader: ~Copyable {
  private let reader: ByteReader
  private let comment: UInt8?
  /// What the ranges of the last line refer to.
  private(set) var bytes: [UInt8]
  private var position = 0
  private var end = 0
  private var isAtEnd = false
  /// Where the first byte in memory lies in the file.
  private var base = 0
  private var number = 0

  /// Opens a file; `comment` ends a line early.
  init(_ path: String, comment: UInt8? = nil) throws {
    reader = try ByteReader(path)
    self.comment = comment
    bytes = [UInt8](repeating: 0, count: 1 << 18)
  }

  /// The next line that has more than blanks and a comment, `nil` at the end.
  mutating func next() throws -> TextLine? {
    while let line = try nextLine() {
      let span = bytes.span
      for position in line.range where !TextLine.isBlank(span[position]) { return line }
    }
    return nil
  }

  /// Goes back to a line.
  mutating func seek(to line: TextLine) throws {
    try reader.skip(to: line.offset)
    (position, end, isAtEnd) = (0, 0, false)
    (base, number) = (line.offset, line.number - 1)
  }

  // MARK: - The buffer

  private mutating func nextLine() throws -> TextLine? {
    var searched = position
    while true {
      if let stop = find(UInt8(ascii: "\n"), in: searched..<end) {
        return line(position..<stop, next: stop + 1)
      }
      guard !isAtEnd else {
        return position < end ? line(position..<end, next: end) : nil
      }
      let known = end - position
      try fill()
      searched = position + known
    }
  }

  private mutating func line(_ range: Range<Int>, next: Int) -> TextLine {
    number += 1
    position = next
    let stop = comment.flatMap { find($0, in: range) } ?? range.upperBound
    return TextLine(
      number: number,
      range: range.lowerBound..<stop,
      offset: base + range.lowerBound
    )
  }

  /// Moves what is left to the front, in more room if there is none, and reads on.
  private mutating func fill() throws {
    if position > 0 {
      let rest = position..<end
      unsafe bytes.withUnsafeMutableBytes { bytes in
        unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[rest]))
      }
      base += position
      (position, end) = (0, rest.count)
    } else if end == bytes.count {
      bytes.append(contentsOf: repeatElement(0, count: bytes.count))
    }
    let count = try reader.read(into: &bytes, from: end)
    end += count
    isAtEnd = count == 0
    if base == 0, position == 0, Self.hasMark(bytes, end) { position = 3 }
  }

  /// Whether a byte-order mark begins the file.
  private static func hasMark(_ bytes: [UInt8], _ count: Int) -> Bool {
    count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
  }

  private func find(_ byte: UInt8, in range: Range<Int>) -> Int? {
    unsafe bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, !range.isEmpty,
        let found = unsafe memchr(start + range.lowerBound, Int32(byte), range.count)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - start
    }
  }
}
