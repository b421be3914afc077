// SPDX-License-Identifier: MIT

import TrineCore

/// Where names stand among the bytes of an experiment's text.
struct NamePlaces {
  private let bytes: [UInt8]
  private let starts: LineStarts

  init(_ text: String) {
    bytes = Array(text.utf8)
    starts = LineStarts(bytes, first: text.hasPrefix("\u{FEFF}") ? 3 : 0)
  }

  /// Where the name stands that a value begins with; nothing of the bytes where it is not written as it is.
  func bytes(of name: String, at location: SourceLocation) -> Range<Int> {
    YAMLName.range(of: name, from: byte(of: location), in: bytes)
  }

  /// The line and the column, in characters, of a byte; both from 1.
  func place(of byte: Int) -> (line: Int, column: Int) {
    let line = starts.line(of: byte)
    return (line + 1, String(decoding: bytes[starts[line]..<byte], as: UTF8.self).count + 1)
  }

  private func byte(of location: SourceLocation) -> Int {
    let line = min(max((location.line ?? 1) - 1, 0), starts.count - 1)
    let rest = String(decoding: bytes[starts[line]...].prefix { $0 != 0x0A }, as: UTF8.self)
    return starts[line] + rest.prefix(max((location.column ?? 1) - 1, 0)).utf8.count
  }
}
