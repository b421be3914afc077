// SPDX-License-Identifier: MIT

public import TrineCore

/// What a week brought: runs by experiment, papers read, and what to do next.
///
/// The same values give the same bytes.
public struct WeeklyReport: Sendable {
  let week: Week
  let workspace: WorkspaceSettings
  let phrases: Phrases
  let links: PageLinks
  let experiments: [ExperimentWeek]
  let papers: [PaperEntry]
  let namedBy: [CitationKey: [String]]
  let claims: [WeekClaim]

  /// Gathers a week.
  ///
  /// - Parameters:
  ///   - week: the week; runs made and papers read on its days, in the workspace's time zone, count.
  ///   - workspace: whose report it is, in which language, and where its days begin.
  ///   - runs: runs, those of other weeks are left out.
  ///   - papers: every paper of the workspace.
  ///   - experimentFiles: the names for which there is an `experiments/NAME.yaml`.
  ///   - experimentsByPaper: which experiments name a paper, in whatever week; those of the week's
  ///     runs need not be among them.
  ///   - claims: what the week's experiments say about claims.
  public init(
    week: Week,
    workspace: WorkspaceSettings,
    runs: [Run],
    papers: [PaperEntry],
    experimentFiles: Set<String>,
    experimentsByPaper: [CitationKey: [String]] = [:],
    claims: [WeekClaim] = []
  ) {
    self.week = week
    self.workspace = workspace
    phrases = Phrases(language: workspace.language)
    let ofWeek = runs.filter { week.contains(Day($0.created, in: workspace.timeZone)) }
    links = PageLinks(
      folder: Workspace.weeks,
      experimentFiles: experimentFiles,
      papers: papers,
      runs: Set(ofWeek.map(\.id))
    )
    experiments = ExperimentWeek.all(ofWeek)
    self.papers = papers.sorted { ($0.note.citekey, $0.file) < ($1.note.citekey, $1.file) }
    namedBy = Self.names(experiments, adding: experimentsByPaper)
    self.claims = WeekClaim.ordered(claims)
  }

  /// The report's Markdown, with what a person wrote into the one that is there.
  /// - Throws: `Diagnostic` when a marker of the previous report is missing, doubled or not closed,
  ///   or when it was edited outside the markers, unless those edits may be overwritten.
  public func markdown(
    keeping previous: String?,
    overwritingEdits: Bool = false
  ) throws -> String {
    var page = Page(file: Workspace.report(week), phrases: phrases)
    addHead(to: &page)
    addHighlights(to: &page)
    addRuns(to: &page)
    addClaims(to: &page)
    addPapers(to: &page)
    addNextSteps(to: &page)
    return try page.markdown(keeping: previous, overwritingEdits: overwritingEdits)
  }
}

// MARK: - What the sections share

extension WeeklyReport {
  /// The week's runs, by experiment and the first made first.
  var runs: [Run] { experiments.flatMap(\.runs) }

  /// The papers read in the week.
  var papersRead: [PaperEntry] {
    papers.filter { $0.note.read.map(week.contains) == true }
  }

  /// Experiments, linked, in one line.
  func experimentList(_ names: [String]) -> String {
    names.map(links.experiment).joined(separator: phrases.comma)
  }

  private static func names(
    _ experiments: [ExperimentWeek],
    adding others: [CitationKey: [String]]
  ) -> [CitationKey: [String]] {
    var names = others.mapValues(Set.init)
    for experiment in experiments {
      for key in experiment.papers { names[key, default: []].insert(experiment.name) }
    }
    return names.mapValues { $0.sorted() }
  }
}

// MARK: - Head

extension WeeklyReport {
  private func addHead(to page: inout Page) {
    page.add("# \(phrases.title(week, workspace: Markdown.text(workspace.name)))")
    page.add("<!-- \(phrases.pageHint) -->")
    let facts = [
      phrases.dates(week),
      phrases.runCount(runs.count),
      phrases.experimentCount(experiments.count),
      phrases.hours(TimeText.hours(TimeText.computeHours(runs))),
      phrases.paperCount(papersRead.count),
    ]
    page.add(facts.joined(separator: " · "))
  }
}
