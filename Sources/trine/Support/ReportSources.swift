// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineReport

/// What the reports of all weeks are made from, read once.
struct ReportSources {
  /// All papers.
  let papers: [PaperEntry]
  /// The names for which there is an `experiments/NAME.yaml` that goes by that name.
  let experimentFiles: Set<String>
  private let experimentsByPaper: [CitationKey: [String]]

  /// Reads the catalog, which must agree with the files.
  init(_ open: OpenWorkspace) throws {
    papers = try open.catalog.papers()
    experimentFiles = Set(
      try open.catalog.pages(.experiment)
        .filter { $0.file == "\(Workspace.experiments)/\($0.name).yaml" }.map(\.name)
    )
    experimentsByPaper = try open.catalog.experimentsByPaper()
  }

  /// The report of a week, as it would be written now.
  func report(_ week: Week, _ open: OpenWorkspace) throws -> WeeklyReport {
    let settings = open.workspace.settings
    return WeeklyReport(
      week: week,
      workspace: settings,
      runs: try open.catalog.runs(createdIn: week.moments(in: settings.timeZone)),
      papers: papers,
      experimentFiles: experimentFiles,
      experimentsByPaper: experimentsByPaper
    )
  }
}
