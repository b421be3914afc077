// SPDX-License-Identifier: MIT

public import TrineCore

/// Something that is wrong with a document.
public struct DocumentFinding {
  /// How bad it is, as the protocol counts (Language Server Protocol 3.17, `DiagnosticSeverity`).
  public enum Severity: Int {
    /// It has to be mended.
    case error = 1
    /// It should be.
    case warning = 2
    /// It is good to know.
    case information = 3
  }

  private let diagnostic: Diagnostic
  private let severity: Severity

  /// Describes a finding.
  public init(_ diagnostic: Diagnostic, _ severity: Severity) {
    (self.diagnostic, self.severity) = (diagnostic, severity)
  }

  /// The protocol's `Diagnostic`: at the link that begins where it was found, else to the end of the line.
  func json(in document: DocumentText, links: [PageLink]) -> JSONValue {
    let place = diagnostic.location
    let link = links.first { $0.line == place?.line && $0.column == place?.column }
    var members: [String: JSONValue] = [
      "range": link.map { document.json(document.range(of: $0)) }
        ?? document.json(line: place?.line ?? 1, column: place?.column),
      "severity": .integer(severity.rawValue),
      "source": .string("trine"),
      "message": .string(diagnostic.message + (diagnostic.fix.map { "\n\($0)" } ?? "")),
    ]
    members["code"] = diagnostic.rule.map(JSONValue.string)
    return .object(members)
  }
}
