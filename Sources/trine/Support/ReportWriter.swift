// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCatalog
import TrineCore
import TrineFiles
import TrineReport

/// Writes a week's report and the cards of the runs it links to.
struct ReportWriter {
  let open: OpenWorkspace
  /// Whether edits outside the markers are to be overwritten.
  let isOverwriting: Bool

  private var workspace: Workspace { open.workspace }
  private var settings: WorkspaceSettings { open.workspace.settings }

  /// Makes every page before it writes the first, so that a page that cannot be made changes nothing.
  /// - Returns: the report's file, relative to the workspace.
  func write(_ week: Week) throws -> String {
    try checkRuns(of: week)
    let sources = try ReportSources(open)
    let report = try sources.report(week, open)
    let runs = try open.catalog.runs(createdIn: week.moments(in: settings.timeZone))
    var pages = [
      try page(Workspace.report(week)) {
        try report.markdown(keeping: $0, overwritingEdits: isOverwriting)
      }
    ]
    for run in runs {
      let card = RunCard(
        run: run,
        workspace: settings,
        papers: sources.papers,
        experimentFiles: sources.experimentFiles,
        checkpoints: checkpoints(of: run)
      )
      pages.append(
        try page(Workspace.card(run.id)) {
          try card.markdown(keeping: $0, overwritingEdits: isOverwriting)
        }
      )
    }
    for page in pages where page.text != page.previous {
      try FileText.replace(page.path, with: page.text)
    }
    return Workspace.report(week)
  }

  /// A report whose runs are in another workspace, as in a fresh clone, would lose them.
  private func checkRuns(of week: Week) throws {
    let file = Workspace.report(week)
    let path = workspace.path(file)
    guard !isOverwriting, FileText.exists(path) else { return }
    let missing = try open.runsElsewhere(linkedIn: text(path, file))
    if !missing.isEmpty { throw Diagnostic.wouldLose(missing, file) }
  }

  /// A page's new text beside the one that is there.
  private func page(
    _ file: String,
    _ markdown: (String?) throws -> String
  ) throws -> (path: String, previous: String?, text: String) {
    let path = workspace.path(file)
    let previous = FileText.exists(path) ? try text(path, file) : nil
    return (path, previous, try markdown(previous))
  }

  /// The text of a page; a pipe with its name is not waited for.
  private func text(_ path: String, _ file: String) throws -> String {
    do throws(SystemError) {
      return String(decoding: try FileBytes.readFile(path), as: UTF8.self)
    } catch {
      throw Diagnostic.cannotRead(path, error, as: file)
    }
  }

  private func checkpoints(of run: Run) -> [String] {
    let folder = RunFolder(workspace.path(run.folder)).checkpoints
    return Folder.names(in: folder, suffix: ".safetensors").map { "checkpoints/\($0)" }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func wouldLose(_ runs: [String], _ file: String) -> Diagnostic {
    let named = runs.prefix(3).joined(separator: ", ") + (runs.count > 3 ? ", …" : "")
    return Diagnostic(
      .badData,
      at: SourceLocation(file: file),
      "the report names \(runs.count.grouped) runs that are not in this workspace (\(named)) and would lose "
        + "them; nothing was changed",
      fix: "write it where these runs are, or give --overwrite"
    )
  }
}
