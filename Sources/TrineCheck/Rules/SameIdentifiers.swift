// SPDX-License-Identifier: MIT

import TrineCore

/// A DOI or an arXiv id is that of one paper.
enum SameIdentifiers: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    repeated(workspace, .sameDOI, "DOI") { $0.doi.map(Self.doi) }
      + repeated(workspace, .sameArXiv, "arXiv id") { $0.arxiv.map(Self.arXiv) }
  }

  private static func repeated(
    _ workspace: CheckedWorkspace,
    _ rule: RuleName,
    _ word: String,
    _ identifier: (CheckedPage) -> String?
  ) -> [Finding] {
    var first: [String: CheckedPage] = [:]
    return workspace.pages.compactMap { page in
      guard let id = identifier(page), !id.isEmpty else { return nil }
      guard let other = first[id] else {
        first[id] = page
        return nil
      }
      return Finding(
        rule,
        SourceLocation(file: page.entry.file, line: 1),
        "'\(page.entry.name)' has the \(word) of '\(other.entry.name)': \(id)",
        fix: "keep one of the two: trine paper remove \(page.entry.name)"
      )
    }
  }

  /// Without what stands before it in addresses; case does not matter (doi.org).
  static func doi(_ text: String) -> String {
    let text = text.lowercased()
    return text.firstRange(of: "10.").map { String(text[$0.lowerBound...]) } ?? text
  }

  /// Without `arXiv:`, addresses and the version.
  static func arXiv(_ text: String) -> String {
    let text = text.lowercased().split(whereSeparator: { ":".contains($0) }).last.map(String.init)
    let id = text?.firstRange(of: "/abs/").map { String(text?[$0.upperBound...] ?? "") } ?? text
    guard let id, let mark = id.lastIndex(of: "v"), mark > id.startIndex,
      id[id.index(after: mark)...].allSatisfy(\.isNumber), !id.hasSuffix("v")
    else { return id ?? "" }
    return String(id[..<mark])
  }
}
