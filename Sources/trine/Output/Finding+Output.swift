// SPDX-License-Identifier: MIT

import TrineCheck
import TrineCore
import TrineLanguageServer

extension Finding {
  /// As compilers write it, with what to do and the command for it on lines of their own.
  var text: String {
    let words = "\(location): \(level.rawValue): \(message) [\(rule.rawValue)]"
    let more = [fix.map { "\n  fix: \($0)" }, tellsCommand ? nil : "\n  run: \(command)"]
    return (words + more.compactMap(\.self).joined()).withoutControls
  }

  /// As editors show it.
  var documentFinding: DocumentFinding {
    switch level {
    case .error: DocumentFinding(diagnostic, .error)
    case .warning: DocumentFinding(diagnostic, .warning)
    case .information: DocumentFinding(diagnostic, .information)
    }
  }

  /// What JSON shows of it.
  var json: JSONValue {
    .object([
      "rule": .string(rule.rawValue),
      "level": .string(level.rawValue),
      "file": .string(location.file),
      "line": location.line.map(JSONValue.integer) ?? .null,
      "column": location.column.map(JSONValue.integer) ?? .null,
      "message": .string(message),
      "fix": fix.map(JSONValue.string) ?? .null,
      "command": .string(command),
      "fixable": .bool(isFixable),
    ])
  }

  /// All of them as a table, for CSV.
  static func table(_ findings: [Finding]) -> TextTable {
    var table = TextTable([
      ("level", .left), ("rule", .left), ("file", .left), ("line", .right), ("column", .right),
      ("message", .left), ("fix", .left), ("command", .left),
    ])
    for finding in findings {
      table.append([
        finding.level.rawValue, finding.rule.rawValue, finding.location.file,
        finding.location.line.map(String.init) ?? "",
        finding.location.column.map(String.init) ?? "", finding.message, finding.fix ?? "",
        finding.command,
      ])
    }
    return table
  }

  /// `2 errors, 1 warning, 3 notes of information`.
  static func counts(_ findings: [Finding]) -> String {
    guard !findings.isEmpty else { return "nothing was found" }
    let words: [(Level, String)] = [
      (.error, "errors"), (.warning, "warnings"), (.information, "information"),
    ]
    return words.map { level, word in
      "\(word): \(findings.count { $0.level == level })"
    }.joined(separator: ", ")
  }
}

extension FormatOptions {
  /// Prints findings: by default as compilers do.
  func print(_ findings: [Finding]) throws {
    guard format == .table else {
      return try print(Finding.table(findings), json: JSONValue.array(findings.map(\.json)))
    }
    Console.print(findings.map(\.text).joined(separator: "\n"))
  }
}
