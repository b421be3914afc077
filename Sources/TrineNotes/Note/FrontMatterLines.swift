// SPDX-License-Identifier: MIT

import Yams

/// The lines of a note's front matter as ranges of bytes, and where its fields stand in them.
struct FrontMatterLines {
  /// Where a field stands.
  struct Field {
    /// Its line, or lines where a value in quotes or brackets has several, with the last one's end.
    var line: Range<Int>
    /// Its value, or the place for one, as far as it stands where it is to be replaced.
    var value: Range<Int>
    /// What else belongs to the value and goes when the value does.
    var rest: [Range<Int>]
    /// Where the next field may begin.
    var end: Int
  }

  let bytes: [UInt8]
  let frontMatter: FrontMatter
  /// Where the text begins, behind a byte order mark.
  let start: Int
  /// The lines of the front matter without their ends, but with the fence above and one line below.
  private let lines: [Range<Int>]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    self.start = start
    let all = Self.lines(bytes, from: start)
    frontMatter = FrontMatter(
      in: all.map { Substring(String(decoding: bytes[$0], as: UTF8.self)) }
    )
    lines = all
  }

  private static func lines(_ bytes: [UInt8], from start: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var first = start
    while true {
      let end = bytes[first...].firstIndex(of: 0x0A) ?? bytes.count
      let isReturn = end > first && bytes[end - 1] == 0x0D
      lines.append(first..<(isReturn ? end - 1 : end))
      guard end < bytes.count else { return lines }
      first = end + 1
    }
  }

  /// What the fields say; `nil` when the front matter cannot be read.
  var fields: [String: Node]? {
    get throws {
      guard case .closed(let range) = frontMatter else {
        return frontMatter == .missing ? [:] : nil
      }
      let text = lines[range].map { String(decoding: bytes[$0], as: UTF8.self) + "\n" }.joined()
      return try YAMLBlock.fields(text)
    }
  }

  /// Whether lines of the front matter end in a way no editor of today writes, with CR alone.
  var hasBareReturns: Bool {
    lines.prefix(frontMatter.yaml.upperBound + 1).contains { bytes[$0].contains(0x0D) }
  }

  /// Where a character stands that comes behind so many scalars of a line of the front matter, both from 0.
  func byte(line: Int, scalars: Int) -> Int? {
    let line = frontMatter.yaml.lowerBound + line
    guard frontMatter.yaml.contains(line) else { return nil }
    let before = String(decoding: bytes[lines[line]], as: UTF8.self).unicodeScalars
    return lines[line].lowerBound + before.prefix(scalars).reduce(0) { $0 + UTF8.width($1) }
  }
}

// MARK: - New lines

extension FrontMatterLines {
  private var lineEnd: String {
    bytes.firstIndex(of: 0x0A).map { $0 > 0 && bytes[$0 - 1] == 0x0D } == true ? "\r\n" : "\n"
  }

  /// A text with the file's line ends.
  func withLineEnds(_ text: String) -> String {
    lineEnd == "\n" ? text : text.replacing("\n", with: lineEnd)
  }

  /// A line with the file's line end.
  func line(_ text: String) -> [UInt8] { Array((text + lineEnd).utf8) }

  /// A front matter with one field, and a blank line.
  func block(_ field: String) -> [UInt8] { ["---", field, "---", ""].flatMap(line) }

  /// A line for a missing field, and where it goes.
  func insertion(_ key: String, _ text: String) -> (bytes: [UInt8], place: Int) {
    let place = place(for: key)
    let isOpen = place == bytes.count && bytes.last != 0x0A
    return (isOpen ? Array((lineEnd + text).utf8) : line(text), place)
  }

  /// Where a line for a missing field goes: behind the last of those it usually follows.
  private func place(for key: String) -> Int {
    let usual = NoteFields.known.prefix { $0 != key }
    let isKnown = NoteFields.known.contains(key)
    let ends = (isKnown ? Array(usual) : NoteFields.known).compactMap { field($0)?.end }
    return ends.max() ?? next(frontMatter.yaml.lowerBound - 1)
  }

  /// Where the line after a line begins.
  private func next(_ line: Int) -> Int {
    line + 1 < lines.count ? lines[line + 1].lowerBound : bytes.count
  }
}

// MARK: - Fields

extension FrontMatterLines {
  /// Where a field stands; `nil` when there is none that begins a line.
  func field(_ key: String) -> Field? {
    for line in frontMatter.yaml {
      guard let colon = colon(of: key, in: lines[line]) else { continue }
      return field(at: line, after: colon)
    }
    return nil
  }

  /// Where the colon behind a key ends, when a line begins with the two.
  private func colon(of key: String, in line: Range<Int>) -> Int? {
    for name in [key, "\"\(key)\"", "'\(key)'"] where bytes[line].starts(with: name.utf8) {
      let rest = bytes[line].dropFirst(name.utf8.count).drop { $0 == 0x20 }
      guard rest.first == UInt8(ascii: ":") else { continue }
      let after = rest.dropFirst()
      if after.isEmpty || after.first == 0x20 || after.first == 0x09 { return after.startIndex }
    }
    return nil
  }

  private func field(at line: Int, after colon: Int) -> Field {
    let more = (line + 1..<frontMatter.yaml.upperBound).prefix(while: isMore)
    let last = more.last { !isBare($0) } ?? line
    var scanner = YAMLValueScanner(bytes, colon..<lines[last].upperBound)
    let value = scanner.value(lineEnd: lines[line].upperBound) ?? colon..<colon
    let lastOfValue = (line...last).first { lines[$0].upperBound >= value.upperBound } ?? line
    let rest = (lastOfValue..<last).map { $0 + 1 }.filter { scanner.isBlock || !isBare($0) }
    return Field(
      line: lines[line].lowerBound..<next(lastOfValue),
      value: value,
      rest: rest.map { lines[$0].lowerBound..<next($0) },
      end: next(last)
    )
  }

  /// Whether a line below a field may be more of it: indented, blank, a remark, or an item of a list.
  private func isMore(_ line: Int) -> Bool {
    let text = bytes[lines[line]]
    guard let first = text.first else { return true }
    if first == 0x20 || first == 0x09 || first == UInt8(ascii: "#") { return true }
    if "]}".utf8.contains(first) { return true }
    return first == UInt8(ascii: "-") && (text.count == 1 || text.dropFirst().first == 0x20)
  }

  /// Whether a line is blank or a remark.
  private func isBare(_ line: Int) -> Bool {
    let text = bytes[lines[line]].drop { $0 == 0x20 || $0 == 0x09 }
    return text.isEmpty || text.first == UInt8(ascii: "#")
  }
}
