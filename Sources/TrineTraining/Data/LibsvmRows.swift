// SPDX-License-Identifier: MIT

import TrineCore

/// The rows of a LIBSVM file, as they are read.
struct LibsvmRows {
  /// A class as it is written, and where.
  struct Label {
    let value: Int32
    let range: Range<Int>

    func location(_ line: TextLine, _ bytes: Span<UInt8>, _ path: String) -> SourceLocation {
      line.location(of: range.lowerBound, bytes, in: path)
    }
  }

  let path: String
  /// How many values a sample has, when the plan says so.
  let features: Int?
  let isKept: Bool
  private(set) var labels: [Int32] = []
  private(set) var values = SparseRows()

  init(path: String, features: Int?, isKept: Bool) {
    self.path = path
    self.features = features
    self.isKept = isKept
  }

  /// The class of a line, which is all that other shards look at beside the last index.
  func label(_ line: TextLine, _ bytes: Span<UInt8>) throws -> Label {
    let token = Self.token(from: line.range.lowerBound, line, bytes)
    guard let value = DecimalText.value(bytes, token), let label = Int32(exactly: value) else {
      throw Diagnostic.notClass(TextLine.text(bytes, token), at: place(token, line, bytes))
    }
    return Label(value: label, range: token)
  }

  /// The index of a line's last pair; 0 without one, or when it cannot be read.
  static func lastIndex(_ line: TextLine, _ bytes: Span<UInt8>) -> Int {
    var end = line.range.upperBound
    while end > line.range.lowerBound, bytes[end - 1] != UInt8(ascii: ":") { end -= 1 }
    var start = max(line.range.lowerBound, end - 1)
    while start > line.range.lowerBound, !TextLine.isBlank(bytes[start - 1]) { start -= 1 }
    return index(bytes, start..<max(start, end - 1)) ?? 0
  }

  /// Reads and checks a whole line.
  mutating func append(_ line: TextLine, _ bytes: Span<UInt8>) throws {
    let label = try label(line, bytes)
    var previous = 0
    var token = Self.token(from: label.range.upperBound, line, bytes)
    while !token.isEmpty {
      let pair = try pair(token, after: previous, line, bytes)
      if isKept { values.append(pair.value, column: Int32(pair.index - 1)) }
      previous = pair.index
      token = Self.token(from: token.upperBound, line, bytes)
    }
    labels.append(label.value)
    values.endRow()
  }

  // MARK: - A pair

  private func pair(
    _ token: Range<Int>,
    after previous: Int,
    _ line: TextLine,
    _ bytes: Span<UInt8>
  ) throws -> (index: Int, value: Float) {
    var colon = token.lowerBound
    while colon < token.upperBound, bytes[colon] != UInt8(ascii: ":") { colon += 1 }
    guard colon < token.upperBound else {
      throw Diagnostic.noPair(TextLine.text(bytes, token), at: place(token, line, bytes))
    }
    let key = token.lowerBound..<colon
    guard let index = Self.index(bytes, key) else {
      throw Diagnostic.notIndex(TextLine.text(bytes, key), at: place(token, line, bytes))
    }
    guard index > previous else {
      throw Diagnostic.notAscending(index, previous, at: place(token, line, bytes))
    }
    if let features, index > features {
      throw Diagnostic.aboveFeatures(index, features, at: place(token, line, bytes))
    }
    let rest = colon + 1..<token.upperBound
    guard let value = DecimalText.value(bytes, rest) else {
      let text = TextLine.text(bytes, rest)
      throw Diagnostic.notNumber(text, index, at: place(rest, line, bytes))
    }
    return (index, Float(value))
  }

  /// The next stretch without blanks, empty at the end.
  private static func token(
    from position: Int,
    _ line: TextLine,
    _ bytes: Span<UInt8>
  ) -> Range<Int> {
    let limit = line.range.upperBound
    var start = position
    while start < limit, TextLine.isBlank(bytes[start]) { start += 1 }
    var end = start
    while end < limit, !TextLine.isBlank(bytes[end]) { end += 1 }
    return start..<end
  }

  /// An index from 1 to 2^31 - 1.
  private static func index(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard (1...10).contains(range.count) else { return nil }
    var index = 0
    for position in range {
      guard (48...57).contains(bytes[position]) else { return nil }
      index = index * 10 + Int(bytes[position] - 48)
    }
    return (1...Int(Int32.max)).contains(index) ? index : nil
  }

  private func place(
    _ range: Range<Int>,
    _ line: TextLine,
    _ bytes: Span<UInt8>
  ) -> SourceLocation {
    line.location(of: range.lowerBound, bytes, in: path)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func notClass(_ text: String, at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: location,
      "'\(text)' is not a class; a line begins with an integer",
      fix: "write a sample as '1 3:0.5 7:1': its class, then pairs of index and value"
    )
  }

  fileprivate static func noPair(_ text: String, at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: location,
      "'\(text)' is not index:value",
      fix: "write every value behind its index and a colon, without blanks between them"
    )
  }

  fileprivate static func notIndex(_ text: String, at location: SourceLocation) -> Diagnostic {
    let fix =
      switch text {
      case "0": "count from 1; scikit-learn does so with dump_svmlight_file(…, zero_based=False)"
      case "qid": "take the queries out; Trine does not rank"
      default: "write every value as index:value, such as 3:0.5"
      }
    return Diagnostic(at: location, "'\(text)' is not an index; they are integers from 1", fix: fix)
  }

  fileprivate static func notAscending(
    _ index: Int,
    _ previous: Int,
    at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: location,
      index == previous
        ? "index \(index) occurs twice in the line"
        : "index \(index) comes behind \(previous); the indices of a line ascend",
      fix: "sort the pairs of every line by index, each index once"
    )
  }

  fileprivate static func aboveFeatures(
    _ index: Int,
    _ features: Int,
    at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: location,
      "index \(index) is above 'data.features', which is \(features)",
      fix: "set features to \(index) or more, or delete the key to use the largest index"
    )
  }

  fileprivate static func notNumber(
    _ text: String,
    _ index: Int,
    at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: location,
      text.isEmpty
        ? "index \(index) has no value" : "'\(text)' at index \(index) is not a number",
      fix: "write numbers such as -1.5 or 3e-4 behind the colon, without a blank"
    )
  }
}
