// SPDX-License-Identifier: MIT

import TrineCore

// MARK: - Messages

extension BibTeXReader {
  /// What is here instead of what should be; at the end of the file, or where another entry begins, the
  /// one being read is cut short.
  func unexpected(_ wanted: String, _ offset: Int? = nil) -> Diagnostic {
    guard !scanner.isAtEnd, scanner.current != UInt8(ascii: "@") else { return cutShort() }
    let place = offset ?? scanner.offset
    var found = BibTeXScanner.firstWord(scanner, at: place)
    if found.isEmpty { found = "the end of the line" }
    return Diagnostic(
      at: scanner.location(place),
      "found \(found) in \(name); expected \(wanted)",
      fix: "look for a comma, a brace or a quote that is missing just before this place"
    )
  }

  func cutShort() -> Diagnostic {
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
    let end = scanner.bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? scanner.bytes.count
    let rest = scanner.text(offset..<min(end, offset + 200))
    let word = rest.split(whereSeparator: \.isWhitespace).first.map { String($0.prefix(30)) } ?? ""
    return word.isEmpty ? "" : "'\(word)'"
  }
}

extension Diagnostic {
  static func preamble(_ location: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: location,
      "@preamble is left out: a bibliography made of notes has none",
      fix: "keep the TeX that it defines in the documents that cite these papers"
    )
  }

  static func hidden(_ location: SourceLocation, more: Int) -> Diagnostic {
    let others = more > 0 ? ", and so \(more == 1 ? "is" : "are") \(more.counted("other"))" : ""
    return Diagnostic(
      at: location,
      "the entry behind '%' is left out\(others); BibTeX, to which '%' is no remark, would read it",
      fix: "take the '%' away if the entry is wanted"
    )
  }

  static func tooLong(
    _ entry: String,
    _ field: String?,
    _ macro: String,
    _ location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: location,
      "with the macro '\(macro)', '\(field ?? "")' of \(entry) has more than 1 MB, or all values of "
        + "the file together more than 50 MB",
      fix: "look for macros that are made of macros again and again (@string{a = b # b})"
    )
  }

  /// Tells of entries that need a macro which this is the problem of.
  mutating func addLeftOut(_ count: Int) {
    message +=
      count == 1
      ? "; 1 entry that needs it is left out"
      : "; \(count.grouped) entries that need it are left out"
  }

  static func unknownMacro(
    _ word: String,
    _ location: SourceLocation,
    known: [String]
  ) -> Diagnostic {
    // Of hundreds, as in the lists of journals, the nearest would take longer than all the reading.
    let meant = known.count > 100 ? nil : nearestName(to: word.lowercased(), among: known)
    return Diagnostic(
      at: location,
      "'\(word)' is neither a number nor defined by @string",
      fix: (meant.map { "did you mean '\($0)'? Or " } ?? "")
        + "put it in braces: {\(word)}, or name the file that defines it first"
    )
  }
}
