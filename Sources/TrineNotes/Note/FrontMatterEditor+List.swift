// SPDX-License-Identifier: MIT

import TrineCore
import Yams

extension FrontMatterEditor {
  /// Puts a text into a list as the list is written, in the place of another text or else at its end; what
  /// else is in the list stays byte for byte, remarks included.
  ///
  /// A list that has the text already is not touched, and a field that is missing becomes a list.
  /// - Throws: a `Diagnostic` where the field is no list, or only a person can change it.
  public mutating func add(
    _ text: String,
    toList key: String,
    inPlaceOf other: String
  ) throws {
    try checkReadable()
    let lines = FrontMatterLines(bytes)
    let before = try fields(lines)
    guard let field = lines.field(key), before == nil || before?[key]?.isNothing == false else {
      return try set(key, toList: [text])
    }
    var list: [Node] = []
    if let value = before?[key] {
      guard let sequence = value.sequence else { throw Diagnostic.noList(key, file) }
      list = Array(sequence)
    }
    if list.contains(where: { $0.scalar?.string == text }) { return }
    let place = list.firstIndex { $0.scalar?.string == other }
    let change =
      place.map { lines.replacement(of: list[$0], by: text) } ?? lines.addition(text, to: field)
    guard let change else { throw Diagnostic.beyondEditing(key, file) }
    var edited = bytes
    edited.replaceSubrange(change.range, with: change.bytes)
    let element = YAMLBlock.value(YAMLText.word(text)) ?? Node(text)
    let end = place ?? list.count
    list.replaceSubrange(end..<(place == nil ? end : end + 1), with: [element])
    try accept(edited, key, before, .sequence(Node.Sequence(list)))
  }
}

extension Node {
  /// Whether it is a value that is not there.
  fileprivate var isNothing: Bool {
    guard let scalar else { return false }
    return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
  }
}

// MARK: - Places

extension FrontMatterLines {
  /// New bytes, and what they take the place of.
  fileprivate typealias Change = (range: Range<Int>, bytes: [UInt8])

  /// Another text within the quotes of a list's element; `nil` when it is not written as it is read.
  fileprivate func replacement(of element: Node, by text: String) -> Change? {
    guard let scalar = element.scalar, let mark = scalar.mark,
      var first = byte(line: mark.line - 1, scalars: mark.column - 1)
    else { return nil }
    if first < bytes.count, "\"'".utf8.contains(bytes[first]) { first += 1 }
    guard bytes[first...].starts(with: scalar.string.utf8) else { return nil }
    return (first..<first + scalar.string.utf8.count, Array(text.utf8))
  }

  /// One more element behind those of a list in brackets or on lines; `nil` for other values.
  fileprivate func addition(_ text: String, to field: Field) -> Change? {
    let word = YAMLText.word(text)
    let value = bytes[field.value]
    if value.first == UInt8(ascii: "["), value.last == UInt8(ascii: "]"), value.count > 1 {
      let last = value.dropFirst().dropLast().last { $0 > 0x20 }
      let gap = last.map { $0 == UInt8(ascii: ",") ? " " : ", " } ?? ""
      return (value.endIndex - 1..<value.endIndex - 1, Array((gap + word).utf8))
    }
    guard value.isEmpty, let first = field.rest.first, let last = field.rest.last,
      bytes[last.upperBound - 1] == 0x0A
    else { return nil }
    let indent = bytes[first].prefix { $0 == 0x20 }
    guard bytes[indent.endIndex] == UInt8(ascii: "-") else { return nil }
    return (last.upperBound..<last.upperBound, indent + line("- \(word)"))
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noList(_ key: String, _ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file, line: 1),
      "'\(key)' is no list, so that nothing can be added to it; nothing was changed",
      fix: "write \(key): [\"…\"], or take the field out"
    )
  }
}
