// SPDX-License-Identifier: MIT

import TrineCore

/// Notes that nothing links to and that link to nothing.
enum Orphans: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    var linked: Set<String> = []
    for link in workspace.links where !isOfReport(link) {
      linked.insert(link.location.file)
      if let page = link.page(in: names) { linked.insert(page.file) }
    }
    linked.formUnion(unread(workspace))
    return workspace.pages.compactMap { page in
      guard workspace.judges(page.entry.file), !linked.contains(page.entry.file) else { return nil }
      return Finding(
        .orphan,
        SourceLocation(file: page.entry.file, line: 1),
        "nothing links to '\(page.entry.name)', and it links to nothing",
        fix: "link to it where it matters: [[\(page.entry.name)]]"
      )
    }
  }

  /// The files of which nothing could be read: nobody knows what they link to.
  private static func unread(_ workspace: CheckedWorkspace) -> [String] {
    workspace.problems.map(\.location).filter { $0?.line == nil }.compactMap { $0?.file }
  }

  /// Whether a link is one that Trine writes: its reports name every paper that was added, or a run's.
  private static func isOfReport(_ link: CheckedLink) -> Bool {
    let folders = [Workspace.weeks, Workspace.runCards]
    return link.form == .address && folders.contains { link.location.file.hasPrefix("\($0)/") }
  }
}
