// SPDX-License-Identifier: MIT

import TrineCore

/// The right side of an override: one value, or several between commas.
enum OverrideValue {
  /// The values, all placed at the argument.
  static func nodes(
    _ text: Substring,
    at location: SourceLocation
  ) throws(Diagnostic) -> [ConfigNode] {
    var nodes: [ConfigNode] = []
    for piece in try pieces(text, at: location) {
      nodes.append(try node(piece, at: location))
    }
    return nodes
  }

  /// Cuts at the commas that stand in no brackets and no quotes.
  private static func pieces(
    _ text: Substring,
    at location: SourceLocation
  ) throws(Diagnostic) -> [Substring] {
    var pieces: [Substring] = []
    var start = text.startIndex
    var scanner = FlowScanner()
    for index in text.indices {
      scanner.take(text[index], isFirst: text[start..<index].allSatisfy(\.isWhitespace))
      guard text[index] == ",", scanner.isOutside else { continue }
      pieces.append(text[start..<index])
      start = text.index(after: index)
    }
    guard scanner.isOutside else { throw .notClosed(at: location) }
    return pieces + [text[start...]]
  }

  private static func node(
    _ piece: Substring,
    at location: SourceLocation
  ) throws(Diagnostic) -> ConfigNode {
    let text = String(piece.drop(while: \.isWhitespace))
    guard let first = text.first else { throw .noValue(at: location) }
    guard "[{\"'".contains(first) else {
      return ConfigNode(value: .scalar(text, isQuoted: false), location: location)
    }
    do throws(Diagnostic) {
      guard let node = try YAMLDocument.node(text, file: "") else {
        throw Diagnostic.noValue(at: location)
      }
      return node.placed(at: location)
    } catch {
      throw Diagnostic(.usage, at: location, error.message, fix: error.fix)
    }
  }
}

/// Knows whether a character of a flow value stands inside brackets or quotes.
private struct FlowScanner {
  private var depth = 0
  private var quote: Character?
  private var isEscaped = false

  var isOutside: Bool { depth == 0 && quote == nil }

  /// Takes in the next character; a quote outside brackets opens only where a value begins, so that
  /// an apostrophe is an apostrophe.
  mutating func take(_ character: Character, isFirst: Bool) {
    if let open = quote {
      if isEscaped {
        isEscaped = false
      } else if character == "\\", open == "\"" {
        isEscaped = true
      } else if character == open {
        quote = nil
      }
      return
    }
    switch character {
    case "\"", "'": if isFirst || depth > 0 { quote = character }
    case "[", "{": if isFirst || depth > 0 { depth += 1 }
    case "]", "}": depth = max(0, depth - 1)
    default: break
    }
  }
}

extension ConfigNode {
  /// The same value with one place for all of it.
  fileprivate func placed(at location: SourceLocation) -> ConfigNode {
    switch value {
    case .scalar: ConfigNode(value: value, location: location)
    case .list(let elements):
      ConfigNode(value: .list(elements.map { $0.placed(at: location) }), location: location)
    case .mapping(let entries):
      ConfigNode(
        value: .mapping(
          entries.map {
            ConfigEntry(key: $0.key, location: location, value: $0.value.placed(at: location))
          }
        ),
        location: location
      )
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func notClosed(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .usage,
      at: location,
      "a bracket or a quote is not closed",
      fix: "close it, and put the argument in quotes for the shell: 'model.layers=[2, 8, 2]'"
    )
  }

  fileprivate static func noValue(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .usage,
      at: location,
      "a value is missing",
      fix: "write one on each side of every comma, or ~key for the default"
    )
  }
}
