// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCatalog
import TrineClaims
import TrineCore
import TrineReport
import TrineStatistics

/// What the reports of all weeks are made from, read once.
struct ReportSources {
  /// All papers.
  let papers: [PaperEntry]
  /// The names for which there is an `experiments/NAME.yaml` that goes by that name.
  let experimentFiles: Set<String>
  private let experimentsByPaper: [CitationKey: [String]]
  private let claiming: [ClaimingExperiment]
  private let statements: [ClaimReference: String]

  /// Reads the catalog, which must agree with the files.
  init(_ open: OpenWorkspace) throws {
    papers = try open.catalog.papers()
    experimentFiles = Set(
      try open.catalog.pages(.experiment)
        .filter { $0.file == "\(Workspace.experiments)/\($0.name).yaml" }.map(\.name)
    )
    experimentsByPaper = try open.catalog.experimentsByPaper()
    claiming = try ClaimingExperiment.readable(in: open.workspace, catalog: open.catalog)
    statements = try Self.statements(open.catalog)
  }

  /// The report of a week, as it would be written now.
  func report(_ week: Week, _ open: OpenWorkspace) throws -> WeeklyReport {
    let settings = open.workspace.settings
    let moments = week.moments(in: settings.timeZone)
    let runs = try open.catalog.runs(createdIn: moments)
    return WeeklyReport(
      week: week,
      workspace: settings,
      runs: runs,
      papers: papers,
      experimentFiles: experimentFiles,
      experimentsByPaper: experimentsByPaper,
      claims: try claims(of: Set(runs.map(\.id.experiment)), before: moments.upperBound, open)
    )
  }

  /// What experiments say about claims by the runs made before a moment: what is run later is for the
  /// report of its own week.
  private func claims(
    of experiments: Set<String>,
    before end: Date,
    _ open: OpenWorkspace
  ) throws -> [WeekClaim] {
    try claiming.filter { experiments.contains($0.name) }.flatMap { experiment in
      let runs = try open.catalog.runs(experiment: experiment.name).filter { $0.created < end }
      return experiment.findings(from: runs).map { finding in
        WeekClaim(
          experiment: experiment.name,
          statement: statements[finding.test.claim],
          finding: finding
        )
      }
    }
  }

  /// The claims of all notes; of several with one id the first counts, as in `trine claims`.
  private static func statements(_ catalog: Catalog) throws -> [ClaimReference: String] {
    let claims = try catalog.claims().compactMap { entry in
      ClaimReference(paper: entry.citekey, id: entry.claim.id).map { ($0, entry.claim.statement) }
    }
    return Dictionary(claims) { first, _ in first }
  }
}
