// SPDX-License-Identifier: MIT

import TrineCore

/// The beginning of an IDX file: what its values are and how many of them there are.
///
/// Two zero bytes, a type (8 for unsigned bytes), the number of dimensions, and each dimension in
/// four bytes, the highest first (yann.lecun.com/exdb/mnist).
enum IDXHeader {
  /// Bytes of the header of an array with eight dimensions.
  static let maximumLength = 36

  /// Reads a header from the first bytes of a file.
  static func layout(_ bytes: ArraySlice<UInt8>, of path: String) throws -> ArrayLayout {
    let bytes = Array(bytes)
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, bytes[2] == 8, (1...8).contains(bytes[3])
    else { throw Diagnostic.notIDX(path, Array(bytes.prefix(4))) }
    let length = 4 + 4 * Int(bytes[3])
    guard bytes.count >= length else { throw Diagnostic.headerCut(path, bytes.count, length) }
    let dimensions = stride(from: 4, to: length, by: 4).map { start in
      bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    guard
      let layout = ArrayLayout(
        format: "IDX",
        headerLength: length,
        dimensions: dimensions,
        valueLength: 1
      )
    else { throw Diagnostic.headerTooLarge(path, dimensions) }
    return layout
  }
}

extension Diagnostic {
  fileprivate static func notIDX(_ path: String, _ start: [UInt8]) -> Diagnostic {
    let hex = start.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    return Diagnostic(
      at: SourceLocation(file: path),
      start.isEmpty
        ? "the file holds nothing, so it is not an IDX file"
        : "this is not an IDX file of bytes: it begins with \(hex), not with 00 00 08",
      fix: "give the folder of MNIST's four files, or set 'data.format' to what the file is"
    )
  }

  fileprivate static func headerCut(_ path: String, _ found: Int, _ needed: Int) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the IDX file is truncated: it ends after \(found) of the \(needed) bytes of its header",
      fix: DataAdvice.damaged(path)
    )
  }

  fileprivate static func headerTooLarge(_ path: String, _ dimensions: [Int]) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the IDX header announces \(dimensions.map(\.grouped).joined(separator: " x ")) values",
      fix: DataAdvice.damaged(path)
    )
  }
}
