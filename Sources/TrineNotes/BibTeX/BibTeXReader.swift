// SPDX-License-Identifier: MIT

import TrineCore

/// The state of reading one file.
struct BibTeXReader {
  var scanner: BibTeXScanner
  var reading = BibTeXReading()
  var macros: BibTeXMacros
  /// What is being read, for messages: where it begins, its name, and its field.
  var begin = 0
  var name = ""
  var field: String?
  /// Macros that could not be defined, by their lower-case names: the place of the reason among the
  /// problems, and how many entries are left out for each of these reasons.
  private var refused: [String: Int] = [:]
  private var leftOut: [Int: Int] = [:]
  /// Why a value cannot be told although it is sound: what is read then goes on to the end of the command.
  private var failure: Failure?
  /// How many bytes macros have stood for.
  private var expanded = 0

  /// What a value with macros may have: macros made of macros double with each line.
  private static let longestValue = 1_000_000
  /// What all macros of a file may stand for: values that are not too long may be many.
  private static let mostExpanded = 50_000_000

  init(_ text: String, file: String, macros: BibTeXMacros) {
    scanner = BibTeXScanner(text, file: file)
    self.macros = macros
  }

  private struct Failure {
    let problem: Diagnostic
    /// The place among the problems of the one it follows from.
    let reason: Int?
    /// The field.
    let field: String?
  }

  mutating func readAll() {
    while let start = scanner.skipToAt() {
      (begin, field, failure) = (start, nil, nil)
      do {
        try readCommand()
        if let failure { keep(failure) }
      } catch {
        keep(failure ?? Failure(problem: error, reason: nil, field: field))
        if scanner.isAtEnd {
          // It may have swallowed the others.
          (scanner.offset, scanner.isStrict) = (begin + 1, true)
        }
        scanner.skipToNextEntry()
      }
    }
    for (place, count) in leftOut { reading.problems[place].addLeftOut(count) }
    if let first = scanner.hiddenEntries.first {
      let place = scanner.location(first)
      reading.warnings.append(.hidden(place, more: scanner.hiddenEntries.count - 1))
    }
  }

  /// Keeps a problem, unless it follows from that of a macro.
  private mutating func keep(_ failure: Failure) {
    let place = failure.reason ?? reading.problems.count
    if failure.reason == nil { reading.problems.append(failure.problem) }
    if name == "@string" {
      if let field = failure.field { refused[field] = place }
    } else if failure.reason != nil {
      leftOut[place, default: 0] += 1
    }
  }

  /// Reads up to the end of a command.
  private mutating func readCommand() throws(Diagnostic) {
    scanner.advance()
    scanner.skipSpaceAndRemarks()
    let typeStart = scanner.offset
    let type = scanner.readType()
    name = "@\(type)"
    guard type.first?.isLetter == true else {
      throw unexpected("a type such as @article", typeStart)
    }
    scanner.skipSpaceAndRemarks()
    try read(type)
  }

  private mutating func read(_ type: String) throws(Diagnostic) {
    let isGroup = scanner.current == UInt8(ascii: "{") || scanner.current == UInt8(ascii: "(")
    if type == "comment" {
      if isGroup { _ = try group() } else { scanner.skipLine() }
      return
    }
    guard isGroup else { throw unexpected("'{' after @\(type)") }
    let close = UInt8(ascii: scanner.current == UInt8(ascii: "(") ? ")" : "}")
    scanner.advance()
    scanner.skipSpaceAndRemarks()
    switch type {
    case "preamble":
      let isEmpty = text(try value()).isEmpty
      try expect(close)
      if !isEmpty { reading.warnings.append(.preamble(scanner.location(begin))) }
    case "string": try readMacro(close)
    default: try readEntry(type, close)
    }
  }

  private mutating func readMacro(_ close: UInt8) throws(Diagnostic) {
    guard let (name, value) = try fieldPair() else { return try expect(close) }
    if failure == nil { macros[name] = String(decoding: value.bytes, as: UTF8.self) }
    _ = scanner.skip(UInt8(ascii: ","))
    try expect(close)
  }
}

// MARK: - Entries

extension BibTeXReader {
  private mutating func readEntry(_ type: String, _ close: UInt8) throws(Diagnostic) {
    let key = scanner.readKey()
    name = key.isEmpty ? "@\(type)" : "@\(type){\(key)"
    scanner.skipSpaceAndRemarks()
    var fields: [BibTeXEntry.Field] = []
    while !scanner.skip(close) {
      guard scanner.skip(UInt8(ascii: ",")) else {
        throw unexpected("',' or '\(Unicode.Scalar(close))'")
      }
      scanner.skipSpaceAndRemarks()
      guard let (name, value) = try fieldPair() else { continue }
      let text = name == "month" ? self.text(value) : BibTeXSpace.text(value.bytes)
      fields.append(BibTeXEntry.Field(name: name, value: text))
      scanner.skipSpaceAndRemarks()
    }
    guard failure == nil else { return }
    reading.entries.append(
      BibTeXEntry(type: type, key: key, fields: fields, location: scanner.location(begin))
    )
  }

  /// `name = value`; `nil` where no name stands, as after a last comma.
  private mutating func fieldPair() throws(Diagnostic) -> (String, Value)? {
    let start = scanner.offset
    let name = word().lowercased()
    guard !name.isEmpty else {
      guard let next = scanner.current, "}),".utf8.contains(next) else {
        throw unexpected("the name of a field")
      }
      return nil
    }
    scanner.skipSpaceAndRemarks()
    guard scanner.skip(UInt8(ascii: "=")) else { throw unexpected("'=' after '\(name)'", start) }
    scanner.skipSpaceAndRemarks()
    field = name
    let value = try value()
    field = nil
    return (name, value)
  }

  private mutating func word() -> String {
    scanner.read { $0 > 0x20 && $0 != 0x7F && !"{}(),=\"#%'~\\@".utf8.contains($0) }
  }

  private mutating func expect(_ close: UInt8) throws(Diagnostic) {
    scanner.skipSpaceAndRemarks()
    guard scanner.skip(close) else { throw unexpected("'\(Unicode.Scalar(close))'") }
  }
}

// MARK: - Values

extension BibTeXReader {
  /// A value as it stands, white space and all: what a macro begins or ends with counts where it is used.
  private struct Value {
    var bytes: ArraySlice<UInt8>
    /// The name it is written as, when it is a month and no more.
    var month: String?
  }

  private func text(_ value: Value) -> String { value.month ?? BibTeXSpace.text(value.bytes) }

  /// Pieces joined by `#`.
  private mutating func value() throws(Diagnostic) -> Value {
    let start = scanner.offset
    var value = Value(bytes: try piece(0))
    let word = scanner.bytes[start..<scanner.offset]
    if word.count == 3 { value.month = macros.month(String(decoding: word, as: UTF8.self)) }
    scanner.skipSpaceAndRemarks()
    while scanner.skip(UInt8(ascii: "#")) {
      scanner.skipSpaceAndRemarks()
      value.bytes.append(contentsOf: try piece(value.bytes.count))
      value.month = nil
      scanner.skipSpaceAndRemarks()
    }
    return value
  }

  /// A piece of a value, behind others of so many bytes.
  private mutating func piece(_ before: Int) throws(Diagnostic) -> ArraySlice<UInt8> {
    switch scanner.current {
    case UInt8(ascii: "{"): try group()
    case UInt8(ascii: "\""): try quoted()
    default: try numberOrMacro(before)
    }
  }

  private mutating func numberOrMacro(_ before: Int) throws(Diagnostic) -> ArraySlice<UInt8> {
    let start = scanner.offset
    let word = word()
    guard !word.isEmpty else { throw unexpected("a value in braces or quotes, or a number") }
    if word.utf8.allSatisfy(\.isDigit) { return scanner.bytes[start..<scanner.offset] }
    guard let value = macros[word] else {
      fail(
        .unknownMacro(word, scanner.location(start), known: macros.names),
        refused[word.lowercased()]
      )
      return []
    }
    expanded += value.utf8.count
    guard before + value.utf8.count <= Self.longestValue, expanded <= Self.mostExpanded else {
      fail(.tooLong(name, field, word, scanner.location(start)))
      return []
    }
    return Array(value.utf8)[...]
  }

  /// Keeps the first reason why the command that is read says nothing.
  private mutating func fail(_ problem: Diagnostic, _ reason: Int? = nil) {
    failure = failure ?? Failure(problem: problem, reason: reason, field: field)
  }

  /// What stands between a brace (or parenthesis) and the one that closes it.
  private mutating func group() throws(Diagnostic) -> ArraySlice<UInt8> {
    let close = UInt8(ascii: scanner.current == UInt8(ascii: "(") ? ")" : "}")
    scanner.advance()
    return try text(until: close)
  }

  private mutating func quoted() throws(Diagnostic) -> ArraySlice<UInt8> {
    scanner.advance()
    return try text(until: UInt8(ascii: "\""))
  }

  private mutating func text(until close: UInt8) throws(Diagnostic) -> ArraySlice<UInt8> {
    let start = scanner.offset
    switch scanner.skipBalanced(until: close) {
    case .closed: return scanner.bytes[start..<(scanner.offset - 1)]
    case .unbalanced: throw unexpected("the closing \(Unicode.Scalar(close)) of the value")
    case .atEnd: throw cutShort()
    }
  }
}
