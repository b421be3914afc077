// SPDX-License-Identifier: MIT

import TrineCore

/// Reads BibTeX: entries, `@string` macros, `#`, `@comment`, `@preamble`, remarks between entries.
///
/// The grammar is that of BibTeX 0.99d, with two courtesies of biber: a line between entries that begins
/// with `%` is a remark whatever it holds, and a byte order mark is ignored. Inside a field `%` is text.
public enum BibTeXParser {
  /// The entries of a file in their order.
  ///
  /// - Throws: a `Diagnostic` with line and column at the first thing that is no BibTeX; for an entry cut
  ///   short, the line on which it begins.
  public static func entries(_ text: String, file: String) throws -> [BibTeXEntry] {
    var reader = BibTeXReader(text, file: file)
    while try reader.readNext() {}
    return reader.entries
  }
}

/// The state of reading one file.
private struct BibTeXReader {
  var scanner: BibTeXScanner
  var entries: [BibTeXEntry] = []
  /// The macros by lower-case name; BibTeX's styles define the months.
  var macros: [String: String] = [
    "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May",
    "jun": "June", "jul": "July", "aug": "August", "sep": "September", "oct": "October",
    "nov": "November", "dec": "December",
  ]
  /// What is being read, for messages: where it begins, its name, and its field.
  var begin = 0
  var name = ""
  var field: String?

  init(_ text: String, file: String) {
    scanner = BibTeXScanner(text, file: file)
  }

  /// Reads up to the end of the next command; `false` when there is none.
  mutating func readNext() throws -> Bool {
    guard let start = scanner.skipToAt() else { return false }
    (begin, field) = (start, nil)
    scanner.advance()
    scanner.skipSpace()
    let typeStart = scanner.offset
    let type = scanner.read { $0.isLetter || $0.isNumber || "-_".contains($0) }.lowercased()
    name = "@\(type)"
    guard type.first?.isLetter == true else {
      throw unexpected("a type such as @article", typeStart)
    }
    scanner.skipSpace()
    try read(type)
    return true
  }

  private mutating func read(_ type: String) throws {
    let isGroup = scanner.current == "{" || scanner.current == "("
    if type == "comment" {
      if isGroup { _ = try group() } else { scanner.skipLine() }
      return
    }
    guard isGroup else { throw unexpected("'{' after @\(type)") }
    let close: Character = scanner.current == "(" ? ")" : "}"
    scanner.advance()
    scanner.skipSpace()
    switch type {
    case "preamble":
      _ = try value()
      try expect(close)
    case "string": try readMacro(close)
    default: try readEntry(type, close)
    }
  }

  private mutating func readMacro(_ close: Character) throws {
    guard let (name, value) = try fieldPair() else { return try expect(close) }
    macros[name] = value
    _ = scanner.skip(",")
    try expect(close)
  }
}

// MARK: - Entries

extension BibTeXReader {
  private mutating func readEntry(_ type: String, _ close: Character) throws {
    let key = scanner.read { !$0.isWhitespace && !"{}(),=\"#%@".contains($0) }
    name = key.isEmpty ? "@\(type)" : "@\(type){\(key)"
    scanner.skipSpace()
    var fields: [BibTeXEntry.Field] = []
    while !scanner.skip(close) {
      guard scanner.skip(",") else { throw unexpected("',' or '\(close)'") }
      scanner.skipSpace()
      guard let (name, value) = try fieldPair() else { continue }
      fields.append(BibTeXEntry.Field(name: name, value: value))
      scanner.skipSpace()
    }
    entries.append(
      BibTeXEntry(type: type, key: key, fields: fields, location: scanner.location(begin))
    )
  }

  /// `name = value`; `nil` where no name stands, as after a last comma.
  private mutating func fieldPair() throws -> (String, String)? {
    let start = scanner.offset
    let name = scanner.read { !$0.isWhitespace && !"{}(),=\"#%'~\\@".contains($0) }.lowercased()
    guard !name.isEmpty else {
      guard let next = scanner.current, "}),".contains(next) else {
        throw unexpected("the name of a field")
      }
      return nil
    }
    scanner.skipSpace()
    guard scanner.skip("=") else { throw unexpected("'=' after '\(name)'", start) }
    scanner.skipSpace()
    field = name
    let value = try value()
    field = nil
    return (name, value)
  }

  private mutating func expect(_ close: Character) throws {
    scanner.skipSpace()
    guard scanner.skip(close) else { throw unexpected("'\(close)'") }
  }
}

// MARK: - Values

extension BibTeXReader {
  /// Pieces joined by `#`.
  private mutating func value() throws -> String {
    var value = try piece()
    scanner.skipSpace()
    while scanner.skip("#") {
      scanner.skipSpace()
      value += try piece()
      scanner.skipSpace()
    }
    return value
  }

  private mutating func piece() throws -> String {
    switch scanner.current {
    case "{"?: return try group()
    case "\""?: return try quoted()
    default: return try word()
    }
  }

  /// A number or a macro.
  private mutating func word() throws -> String {
    let start = scanner.offset
    let word = scanner.read { !$0.isWhitespace && !"{}(),=\"#%'~\\@".contains($0) }
    guard !word.isEmpty else { throw unexpected("a value in braces or quotes, or a number") }
    if word.allSatisfy({ $0.isASCII && $0.isNumber }) { return word }
    guard let value = macros[word.lowercased()] else {
      throw Diagnostic.unknownMacro(word, scanner.location(start), known: macros.keys.sorted())
    }
    return value
  }

  /// What stands between a brace (or parenthesis) and the one that closes it.
  private mutating func group() throws -> String {
    let close: Character = scanner.current == "(" ? ")" : "}"
    scanner.advance()
    return try text(until: close)
  }

  private mutating func quoted() throws -> String {
    scanner.advance()
    return try text(until: "\"")
  }

  private mutating func text(until close: Character) throws -> String {
    let start = scanner.offset
    switch scanner.skipBalanced(until: close) {
    case .closed: return scanner.text(start..<(scanner.offset - 1))
    case .unbalanced: throw unexpected("the closing \(close) of the value")
    case .atEnd: throw cutShort()
    }
  }
}

// MARK: - Messages

extension BibTeXReader {
  /// What is here instead of what should be; at the end of the file, or where another entry begins, the
  /// one being read is cut short.
  private func unexpected(_ wanted: String, _ offset: Int? = nil) -> Diagnostic {
    guard !scanner.isAtEnd, scanner.current != "@" else { return cutShort() }
    let place = offset ?? scanner.offset
    var found = BibTeXScanner.firstWord(scanner, at: place)
    if found.isEmpty { found = "the end of the line" }
    return Diagnostic(
      at: scanner.location(place),
      "found \(found) in \(name); expected \(wanted)",
      fix: "look for a comma, a brace or a quote that is missing just before this place"
    )
  }

  private func cutShort() -> Diagnostic {
    let next = scanner.isAtEnd ? "the file ends" : "another entry begins on line \(line)"
    return Diagnostic(
      at: scanner.location(begin),
      "the entry that begins here, \(name), is cut short: \(next) before it is closed"
        + (field.map { " (in its field '\($0)')" } ?? ""),
      fix: "restore the rest of the entry, or remove it"
    )
  }

  private var line: Int { scanner.location(scanner.offset).line ?? 0 }
}

extension BibTeXScanner {
  /// The word at an offset, in quotes, for a message.
  fileprivate static func firstWord(_ scanner: BibTeXScanner, at offset: Int) -> String {
    let end = scanner.bytes.dropFirst(offset).firstIndex(of: UInt8(ascii: "\n"))
    let rest = scanner.text(offset..<(end ?? scanner.bytes.count))
    let word = rest.split(whereSeparator: \.isWhitespace).first.map { String($0.prefix(30)) } ?? ""
    return word.isEmpty ? "" : "'\(word)'"
  }
}

extension Diagnostic {
  fileprivate static func unknownMacro(
    _ word: String,
    _ location: SourceLocation,
    known: [String]
  ) -> Diagnostic {
    let meant = nearestName(to: word.lowercased(), among: known)
    return Diagnostic(
      at: location,
      "'\(word)' is neither a number nor defined by @string",
      fix: (meant.map { "did you mean '\($0)'? Or " } ?? "") + "put it in braces: {\(word)}"
    )
  }
}
