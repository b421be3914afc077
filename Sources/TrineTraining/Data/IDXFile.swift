// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import TrineCore

/// An IDX file, plain or gzip, whose header has been checked against its size.
struct IDXFile {
  let path: String
  let header: IDXHeader

  /// Finds `name` or `name.gz` in a folder and checks it, without unpacking a gzip file.
  init(_ name: String, in folder: String) throws {
    let candidates = ["\(folder)/\(name)", "\(folder)/\(name).gz"]
    guard let path = candidates.first(where: { unsafe access($0, F_OK) == 0 }) else {
      throw Diagnostic.missing(name, in: folder)
    }
    let reader = try ByteReader(path)
    var start = [UInt8](repeating: 0, count: 36)
    let count = try reader.read(into: &start)
    self.path = path
    header = try IDXHeader(start.prefix(count), of: path)
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
      guard raw.length == header.fileLength else {
        throw Diagnostic.wrongSize(path, raw.length, header)
      }
      return
    }
    let unpacked = raw.end.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard unpacked == header.fileLength & 0xFFFF_FFFF else {
      throw Diagnostic.wrongEnd(path, unpacked, header)
    }
  }

  /// Hands all values on in pieces, in order.
  func forEachPiece(
    beat: ByteReader.Beat,
    _ body: (Span<UInt8>) -> Void
  ) throws {
    let reader = try ByteReader(path)
    var skipped = [UInt8](repeating: 0, count: header.length)
    _ = try reader.read(into: &skipped)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var left = header.count * header.width
    while left > 0 {
      let count = min(left, try reader.read(into: &buffer))
      guard count > 0 else {
        throw Diagnostic.wrongSize(path, header.fileLength - left, header)
      }
      body(buffer.span.extracting(first: count))
      left -= count
      try beat()
    }
  }
}

extension Diagnostic {
  fileprivate static func missing(_ name: String, in folder: String) -> Diagnostic {
    let exists = unsafe access(folder, F_OK) == 0
    return Diagnostic(
      at: SourceLocation(file: exists ? "\(folder)/\(name)" : folder),
      exists
        ? "the data file does not exist, neither plain nor as .gz"
        : "the data folder does not exist",
      fix: DataAdvice.missing(folder)
    )
  }

  fileprivate static func wrongSize(_ path: String, _ found: Int, _ header: IDXHeader) -> Diagnostic
  {
    Diagnostic(
      at: SourceLocation(file: path),
      "the IDX file is \(found < header.fileLength ? "truncated" : "too long"): it has "
        + "\(found.grouped) bytes, and its header announces \(header.words)",
      fix: DataAdvice.damaged(path)
    )
  }

  fileprivate static func wrongEnd(_ path: String, _ found: Int, _ header: IDXHeader) -> Diagnostic
  {
    Diagnostic(
      at: SourceLocation(file: path),
      "the IDX file is truncated or damaged: its end names \(found.grouped) bytes unpacked, and its "
        + "header announces \(header.words)",
      fix: DataAdvice.damaged(path)
    )
  }
}

extension IDXHeader {
  /// `47,040,016 (60,000 x 28 x 28 values)`.
  fileprivate var words: String {
    "\(fileLength.grouped) (\(dimensions.map(\.grouped).joined(separator: " x ")) values)"
  }
}
