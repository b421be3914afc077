// SPDX-License-Identifier: MIT

import TrineCore

/// Links lead to a note or a topic that is there.
enum DanglingNotes: CheckRule {
  /// How many get a suggestion: looking for one among thousands of names takes its time.
  private static let suggestions = 50

  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    var known: [String]?
    var findings: [Finding] = []
    for link in workspace.links {
      guard case .note(let name) = link.target, !isThere(name, link, names) else { continue }
      if findings.count < suggestions { known = known ?? names.names }
      let nearest = findings.count < suggestions ? nearestName(to: name, among: known ?? []) : nil
      findings.append(finding(name, names[name]?.name ?? nearest, link.location))
    }
    return findings
  }

  /// Whether there is what a link names; an address leads to a file, which a title or an earlier key does
  /// not name.
  private static func isThere(_ name: String, _ link: CheckedLink, _ names: PageNames) -> Bool {
    let page = link.page(in: names)
    return link.form == .address ? page?.name == name : page != nil
  }

  private static func finding(
    _ name: String,
    _ nearest: String?,
    _ location: SourceLocation
  ) -> Finding {
    let isKey = CitationKey(name) != nil
    let making =
      isKey
      ? "make it: trine paper add --key \(name), or trine note new --slug \(name)"
      : "make it: trine note new '\(name)' --slug …"
    return Finding(
      .danglingNote,
      location,
      "there is no note or topic '\(name)'",
      fix: nearest.map { "did you mean '\($0)'?" } ?? making
    )
  }
}
