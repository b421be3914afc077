// SPDX-License-Identifier: MIT

import TrineCore
import Yams

extension Diagnostic {
  /// What libyaml found wrong, in words for people who do not know its grammar.
  init(_ error: any Error, lines: TextLines) {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      let syntax = SyntaxError(
        problem: problem,
        context: context?.text ?? "",
        opened: context.map { lines.location($0.mark) },
        character: lines.character(mark)
      )
      self.init(at: lines.location(mark), syntax.message, fix: syntax.fix)
    case YamlError.reader(_, let offset, let value, _):
      self = .badCharacter(value, at: lines.location(offset: offset ?? 0))
    default:
      self.init(at: lines.location(offset: 0), "the YAML cannot be read: \(error)")
    }
  }
}

/// A mistake of syntax as libyaml describes it.
private struct SyntaxError {
  let problem: String
  let context: String
  /// Where the construct began in which the mistake is.
  let opened: SourceLocation?
  let character: Character?

  var message: String { words.message }
  var fix: String { words.fix }

  private var place: String {
    opened.flatMap(\.line).map { "on line \($0)" } ?? "above"
  }

  private var words: (message: String, fix: String) {
    if problem.contains("tab character") || (problem.contains("token") && character == "\t") {
      return ("a tab stands where YAML takes only spaces", "indent with spaces")
    }
    return bracket ?? indentation ?? value
      ?? ("this is not YAML: \(problem)", "check this line and the one above it")
  }

  /// Something was opened and not closed.
  private var bracket: (message: String, fix: String)? {
    switch problem {
    case "did not find expected ',' or ']'":
      (
        "the list that begins \(place) is not closed",
        "put ',' between its values and ']' at its end"
      )
    case "did not find expected ',' or '}'":
      (
        "the mapping that begins \(place) is not closed",
        "put ',' between its keys and '}' at its end"
      )
    case "found unexpected end of stream", "found unexpected document indicator":
      ("the quoted text that begins \(place) is not closed", "put the same quote at its end")
    default: nil
    }
  }

  /// A line that does not fit to those above it.
  private var indentation: (message: String, fix: String)? {
    switch problem {
    case "did not find expected key", "did not find expected '-' indicator",
      "block sequence entries are not allowed in this context",
      "mapping keys are not allowed in this context":
      (
        "this does not continue what begins \(place)",
        "give keys of one section the same indentation, and quote text that has quotes inside"
      )
    case "mapping values are not allowed in this context":
      (
        "a ':' stands where no key can be",
        "put the text in quotes if the colon belongs to it, or check the indentation"
      )
    case "could not find expected ':'":
      ("the line has no ':' after its key", "write key: value")
    default: nil
    }
  }

  /// A value that YAML gives a meaning of its own.
  private var value: (message: String, fix: String)? {
    let shown = character.map { "'\($0)'" } ?? "this character"
    switch problem {
    case "found character that cannot start any token":
      return ("a value cannot begin with \(shown)", "put the value in quotes")
    case "did not find expected alphabetic or numeric character":
      return ("'*' and '&' begin names in YAML, and none follows", "put the value in quotes")
    case "did not find expected node content":
      return ("a value is missing", "write one, and put text with brackets or commas in quotes")
    case "found undefined alias":
      return ("'*' refers to a name that no '&' gives", "put the value in quotes")
    case "found unknown escape character", "did not find expected hexdecimal number":
      return (
        "the quoted text has a '\\' that YAML cannot read", "write '\\\\', or use single quotes"
      )
    case "but found another document", "did not find expected <document start>":
      return ("a second document begins here", "keep one document in the file")
    default: return nil
    }
  }
}

extension Diagnostic {
  fileprivate static func badCharacter(_ value: Int32, at place: SourceLocation) -> Diagnostic {
    let code = String(max(0, value), radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
    return Diagnostic(
      at: place,
      "the control character U+\(padded) cannot stand in YAML",
      fix: "delete it; it may be invisible in the editor"
    )
  }
}
