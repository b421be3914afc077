// SPDX-License-Identifier: MIT

/// What a rank did for a while: a line of its trace.
///
/// `{"start": 0.5, "end": 0.75, "phase": "compute", "name": "forward of layer 1", "step": 3}`. A trace
/// may have a million of them, for which `JSONDecoder` would take half a minute.
struct TraceLine: Equatable {
  /// Seconds, on the clock all ranks share.
  var start = Double.nan
  /// Seconds.
  var end = Double.nan
  /// `compute`, `communicate`, `wait`, `data` or `idle`, as it stands between quotes.
  var phase: [UInt8] = []
  /// What it did, as it stands between quotes.
  var name: [UInt8] = []
  /// The step it did it for.
  var step: Int?

  /// Reads a line; `nil` for one that is torn, or something else.
  init?(_ line: ArraySlice<UInt8>) {
    var scanner = LineScanner(rest: line)
    guard scanner.members(into: &self), start.isFinite, end.isFinite, !name.isEmpty else {
      return nil
    }
  }
}

/// Reads the members of one flat JSON object.
private struct LineScanner {
  var rest: ArraySlice<UInt8>

  mutating func members(into line: inout TraceLine) -> Bool {
    guard take("{") else { return false }
    repeat {
      guard let key = string(), take(":"), value(of: key, into: &line) else { return false }
    } while take(",")
    return take("}") && rest.isEmpty
  }

  private mutating func value(of key: ArraySlice<UInt8>, into line: inout TraceLine) -> Bool {
    if peek() == UInt8(ascii: "\"") {
      guard let text = string() else { return false }
      if key.elementsEqual("phase".utf8) { line.phase = Array(text) }
      if key.elementsEqual("name".utf8) { line.name = Array(text) }
      return true
    }
    let word = rest.prefix { !" ,}".utf8.contains($0) }
    rest = rest.dropFirst(word.count)
    let text = String(decoding: word, as: UTF8.self)
    if key.elementsEqual("start".utf8) { line.start = Double(text) ?? .nan }
    if key.elementsEqual("end".utf8) { line.end = Double(text) ?? .nan }
    if key.elementsEqual("step".utf8) { line.step = Int(text) }
    return !word.isEmpty
  }

  /// What stands between quotes, escapes as they are.
  private mutating func string() -> ArraySlice<UInt8>? {
    guard take("\"") else { return nil }
    var end = rest.startIndex
    while end < rest.endIndex, rest[end] != UInt8(ascii: "\"") {
      end += rest[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < rest.endIndex else { return nil }
    defer { rest = rest[(end + 1)...] }
    return rest[..<end]
  }

  private mutating func peek() -> UInt8? {
    rest = rest.drop { $0 == UInt8(ascii: " ") }
    return rest.first
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
