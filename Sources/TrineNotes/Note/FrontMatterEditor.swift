// SPDX-License-Identifier: MIT

import TrineCore
import Yams

/// Changes single fields of a note's front matter and leaves every other byte as it is: remarks, unknown
/// fields, the order and spelling of the rest, line ends, and a byte order mark.
///
/// A file that is no text it does not change at all.
/// Where the front matter can be read before, the change is checked: afterwards the field must say what it
/// was to say and all others what they said, or nothing is changed.
public struct FrontMatterEditor {
  /// The file's bytes, with the changes so far.
  public private(set) var bytes: [UInt8]
  let file: String

  /// Takes a note's bytes; messages call it `file`.
  public init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// Whether there is a field that could be changed.
  public func has(_ key: String) -> Bool { FrontMatterLines(bytes).field(key) != nil }

  /// Gives a field a value, which is YAML, such as `read` or `"Chen, Jianmin"`.
  ///
  /// A field that says so already is not touched. One that is missing comes after those it usually follows; a
  /// note without front matter gets one.
  /// - Throws: a `Diagnostic` where only a person can change it.
  public mutating func set(_ key: String, to value: String) throws {
    try checkReadable()
    let lines = FrontMatterLines(bytes)
    let before = try fields(lines)
    if let before, before[key] == YAMLBlock.value(value), before[key] != nil { return }
    var edited = bytes
    if lines.frontMatter == .missing {
      edited.insert(contentsOf: lines.block("\(key): \(value)"), at: lines.start)
    } else if let field = lines.field(key) {
      for range in field.rest.reversed() { edited.removeSubrange(range) }
      let gap = field.value.isEmpty ? " " : ""
      edited.replaceSubrange(field.value, with: Array((gap + value).utf8))
    } else {
      let line = lines.insertion(key, "\(key): \(value)")
      edited.insert(contentsOf: line.bytes, at: line.place)
    }
    try accept(edited, key, before, YAMLBlock.value(value))
  }

  /// Gives a field a text, in quotes where it needs them.
  public mutating func set(_ key: String, toText text: String) throws {
    try set(key, to: YAMLText.word(text))
  }

  /// Gives a field a list of texts; without any, takes it out.
  public mutating func set(_ key: String, toList texts: [String]) throws {
    if texts.isEmpty { return try remove(key) }
    try set(key, to: "[\(texts.map(YAMLText.word).joined(separator: ", "))]")
  }

  /// Takes a field out, and the remark on its line with it.
  /// - Throws: a `Diagnostic` where only a person can.
  public mutating func remove(_ key: String) throws {
    try checkReadable()
    let lines = FrontMatterLines(bytes)
    guard let field = lines.field(key) else { return }
    var edited = bytes
    for range in field.rest.reversed() { edited.removeSubrange(range) }
    edited.removeSubrange(field.line)
    try accept(edited, key, try fields(lines), nil)
  }

  /// What is no text, or has no lines, would be torn apart.
  func checkReadable() throws {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Diagnostic.notText(file) }
    guard !bytes.contains(0) else { throw Diagnostic.zero(file) }
    guard !FrontMatterLines(bytes).hasBareReturns else { throw Diagnostic.bareReturns(file) }
  }

  /// What the fields say; `nil` when the front matter cannot be read.
  func fields(_ lines: FrontMatterLines) throws -> [String: Node]? {
    do {
      return try lines.fields
    } catch {
      throw YAMLBlock.diagnostic(error, file: file, offset: 0, lines: [])
    }
  }

  /// Takes over what was edited when it says what it should.
  mutating func accept(
    _ edited: [UInt8],
    _ key: String,
    _ before: [String: Node]?,
    _ value: Node?
  ) throws {
    if var wanted = before {
      wanted[key] = value
      guard try fields(FrontMatterLines(edited)) == wanted else {
        throw Diagnostic.beyondEditing(key, file)
      }
    }
    bytes = edited
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func notText(_ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file),
      "the file is not UTF-8, so that its front matter cannot be changed; nothing was changed",
      fix: "save it as UTF-8"
    )
  }

  fileprivate static func zero(_ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file),
      "there is a character 0 in the file, which no text has; nothing was changed",
      fix: "take it out: sed -i 's/\\x00//g' \(file.shellWord)"
    )
  }

  fileprivate static func bareReturns(_ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file, line: 1),
      "lines end with CR alone, so that the front matter cannot be changed; nothing was changed",
      fix: "save the file with the line ends LF or CRLF"
    )
  }

  static func beyondEditing(_ key: String, _ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file, line: 1),
      "'\(key)' cannot be changed without changing more of the front matter; nothing was changed",
      fix: "change it in your editor; a line 'key: value' for each field keeps it simple"
    )
  }
}
