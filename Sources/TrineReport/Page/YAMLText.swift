// SPDX-License-Identifier: MIT

import TrineCore

/// JSON written as YAML that a person can read; keys in order, so the same value has the same text.
enum YAMLText {
  /// A block, indented by twos, each line ended.
  static func block(_ value: JSONValue, indent: String = "") -> String {
    switch value {
    case .object(let members) where !members.isEmpty:
      members.sorted { $0.key < $1.key }.map { key, member in
        "\(indent)\(scalar(key)):\(nested(member, indent: indent + "  "))"
      }.joined()
    case .array(let elements) where elements.contains(where: isNested):
      elements.map { "\(indent)-\(nested($0, indent: indent + "  "))" }.joined()
    default:
      "\(indent)\(flow(value))\n"
    }
  }

  /// One line: `[784, 512, 10]`, `{kind: sgd, momentum: 0.9}`, `0.05`.
  static func flow(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .string(let value): scalar(value)
    case .array(let elements): "[\(elements.map(flow).joined(separator: ", "))]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { "\(scalar($0)): \(flow($1))" }
        .joined(separator: ", ") + "}"
    }
  }

  private static func nested(_ value: JSONValue, indent: String) -> String {
    isNested(value) ? "\n\(block(value, indent: indent))" : " \(flow(value))\n"
  }

  private static func isNested(_ value: JSONValue) -> Bool {
    switch value {
    case .object(let members): !members.isEmpty
    case .array(let elements): elements.contains(where: isNested)
    default: false
    }
  }

  /// A string as it stands where YAML reads it as one, in quotes elsewhere.
  private static func scalar(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else {
      return false
    }
    let isText = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || "0123456789_./ -".unicodeScalars.contains(scalar)
    }
    let isWord = first.properties.isAlphabetic || "_./".unicodeScalars.contains(first)
    let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "."]
    return isText && isWord && last != " " && !words.contains(text.lowercased())
      && Double(text) == nil
  }

  private static func quoted(_ text: String) -> String {
    let body = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\t": "\\t"
      case "\r": "\\r"
      default:
        scalar.value < 0x20 || scalar.value == 0x7F
          ? "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
          : String(scalar)
      }
    }
    return "\"\(body.joined())\""
  }
}
