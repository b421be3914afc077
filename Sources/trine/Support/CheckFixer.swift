// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCheck
import TrineCore
import TrineNotes

/// Does what `trine check` found and nothing else can be meant by, and says what it did.
struct CheckFixer {
  let open: OpenWorkspace

  /// What was done, a line each.
  func fix(_ findings: [Finding]) throws -> [String] {
    let fixable = findings.filter(\.isFixable)
    var seen: Set<String> = []
    return try fixable.compactMap { finding in
      guard seen.insert("\(finding.rule) \(finding.location.file)").inserted else { return nil }
      return try fix(finding.rule, finding.location.file)
    }
  }

  private func fix(_ rule: RuleName, _ file: String) throws -> String? {
    switch rule {
    case .keyDiffers: return try fixKey(file)
    case .gluedCitation: return try fixCitations(file)
    case .staleReferences:
      try open.notes.writeReferences(open.catalog.bibliography())
      return "\(file): made anew"
    case .staleReport:
      guard let week = Week(String(file.dropFirst(Workspace.weeks.count + 1).dropLast(3))) else {
        return nil
      }
      _ = try ReportWriter(open: open, isOverwriting: false).write(week)
      return "\(file): made anew"
    default: return nil
    }
  }

  private func fixKey(_ file: String) throws -> String? {
    guard let key = CitationKey(String(file.dropFirst(Workspace.papers.count + 1).dropLast(3)))
    else { return nil }
    try open.notes.edit(key) { try $0.set("citekey", toText: key.description) }
    return "\(file): 'citekey' is \(key) now, as the file's name"
  }

  private func fixCitations(_ file: String) throws -> String? {
    let names = PageNames(try open.catalog.namedPages().map(\.entry))
    let isChanged = try open.notes.edit(file: file) { bytes in
      CitationMender.mended(bytes) { names[$0] != nil }
    }
    return isChanged ? "\(file): citations that letters touched stand in brackets now" : nil
  }
}
