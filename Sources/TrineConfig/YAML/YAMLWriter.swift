// SPDX-License-Identifier: MIT

/// Writes the little YAML that Trine needs: sections in block style, lists in brackets.
enum YAMLWriter {
  /// A key and its value; one without a value is not written.
  typealias Entry = (key: String, value: Value?)

  /// What can be written.
  enum Value {
    case text(String)
    /// A word that no reader takes for anything but a text, such as `1 epoch`.
    case word(String)
    case flag(Bool)
    case whole(Int)
    case number(Double)
    case list([Value])
    case section([Entry])
    /// A section on one line, in braces.
    case flow([Entry])
    /// Sections, each behind a dash.
    case sections([[Entry]])
  }

  /// The entries, a line each.
  static func text(_ entries: [Entry]) -> String {
    lines(entries).map { $0 + "\n" }.joined()
  }

  /// A text as a scalar: plain where every reader of YAML takes it for a text, or else in quotes.
  static func scalar(_ text: String) -> String {
    isPlain(text) ? text : "\"\(text.unicodeScalars.map(escaped).joined())\""
  }

  private static func lines(_ entries: [Entry]) -> [String] {
    entries.flatMap { key, value -> [String] in
      switch value {
      case nil: []
      case .section(let inner): ["\(key):"] + lines(inner).map { "  " + $0 }
      case .sections(let sections):
        ["\(key):"] + sections.flatMap(dashed)
      case .some(let value): ["\(key): \(inline(value))"]
      }
    }
  }

  private static func dashed(_ entries: [Entry]) -> [String] {
    lines(entries).enumerated().map { ($0.offset == 0 ? "  - " : "    ") + $0.element }
  }

  private static func inline(_ value: Value) -> String {
    switch value {
    case .text(let text): scalar(text)
    case .word(let word): word
    case .flag(let flag): "\(flag)"
    case .whole(let number): "\(number)"
    case .number(let number): "\(number)"
    case .list(let values): "[\(values.map(inline).joined(separator: ", "))]"
    case .section(let entries), .flow(let entries):
      "{\(entries.compactMap { key, value in value.map { "\(key): \(inline($0))" } }.joined(separator: ", "))}"
    case .sections(let sections): inline(.list(sections.map { .section($0) }))
    }
  }
}

// MARK: - Scalars

extension YAMLWriter {
  /// The words that YAML 1.1 takes for something else than a text.
  private static let reserved: Set = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, text.unicodeScalars.last != " " else {
      return false
    }
    return (first.properties.isAlphabetic || first == "/") && !reserved.contains(text.lowercased())
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || (scalar.isASCII && scalar.properties.numericType != nil)
          || " -_./?+%()".unicodeScalars.contains(scalar)
      }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\n": return "\\n"
    case "\t": return "\\t"
    default:
      return isPrintable(scalar) ? String(scalar) : "\\U" + hexadecimal(scalar.value)
    }
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      false
    default: true
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
