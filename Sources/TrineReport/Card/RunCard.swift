// SPDX-License-Identifier: MIT

import FoundationEssentials
public import TrineCore

/// Everything about one run on one page, so that every link in a report leads somewhere.
///
/// The same values give the same bytes.
public struct RunCard: Sendable {
  private let run: Run
  private let timeZone: TimeZone
  private let phrases: Phrases
  private let links: PageLinks
  private let checkpoints: [String]

  /// Gathers what a card says.
  ///
  /// - Parameters:
  ///   - run: the run.
  ///   - workspace: whose run it is, in which language, and in which time zone.
  ///   - papers: every paper of the workspace.
  ///   - experimentFiles: the names for which there is an `experiments/NAME.yaml`.
  ///   - checkpoints: the run's checkpoints, relative to its folder.
  public init(
    run: Run,
    workspace: WorkspaceSettings,
    papers: [PaperEntry],
    experimentFiles: Set<String>,
    checkpoints: [String] = []
  ) {
    self.run = run
    timeZone = workspace.timeZone
    phrases = Phrases(language: workspace.language)
    links = PageLinks(
      folder: Workspace.runCards,
      experimentFiles: experimentFiles,
      papers: papers
    )
    self.checkpoints = checkpoints.sorted()
  }

  /// The card's Markdown, with what a person wrote into the one that is there.
  /// - Throws: `Diagnostic` when a marker of the previous card is missing, doubled or not closed,
  ///   or when it was edited outside the markers, unless those edits may be overwritten.
  public func markdown(
    keeping previous: String?,
    overwritingEdits: Bool = false
  ) throws -> String {
    var page = Page(file: Workspace.card(run.id), phrases: phrases)
    page.add("# \(Markdown.text(run.id.description))")
    page.add("<!-- \(phrases.pageHint) -->")
    if let question = run.question, !question.isEmpty { page.add("> \(Markdown.text(question))") }
    page.add(items: facts.map { "\($0.name)\(phrases.colon)\($0.text)" })
    page.add("## \(phrases.notes)")
    page.addBlock("notes")
    if !run.metrics.isEmpty {
      page.add("## \(phrases.metrics)")
      page.add(metrics)
    }
    page.add("## \(phrases.config)")
    page.add(Markdown.block(YAMLText.block(run.config), language: "yaml"))
    return try page.markdown(keeping: previous, overwritingEdits: overwritingEdits)
  }
}

// MARK: - Facts

extension RunCard {
  private var facts: [(name: String, text: String)] {
    let reason = run.reason.map { phrases.colon + Markdown.text($0) } ?? ""
    let papers = run.papers.map(links.paper).joined(separator: phrases.comma)
    let all: [(String, String)] = [
      (phrases.status, "**\(phrases.name(run.status))**\(reason)"),
      (phrases.experiment, links.experiment(run.id.experiment)),
      (phrases.papers, papers),
      (phrases.tags, run.tags.map(Markdown.text).joined(separator: phrases.comma)),
      (phrases.created, TimeText.moment(run.created, in: timeZone)),
      (phrases.started, run.started.map { TimeText.moment($0, in: timeZone) } ?? ""),
      (phrases.ended, run.ended.map { TimeText.moment($0, in: timeZone) } ?? ""),
      (phrases.wallTime, run.duration.map(TimeText.duration) ?? ""),
      (phrases.host, Markdown.text(run.host)),
      (phrases.ranks, "\(run.ranks)"),
      (phrases.seed, "\(run.seed)"),
      (phrases.computeHoursOfRun, TimeText.hours(TimeText.computeHours([run]))),
      (phrases.uniqueID, Markdown.code(run.uid)),
      (phrases.folder, Markdown.code(run.folder)),
      (phrases.checkpoints, checkpoints.map(Markdown.code).joined(separator: phrases.comma)),
    ]
    return all.filter { !$0.1.isEmpty }
  }

  private var metrics: String {
    let header = [phrases.metric] + phrases.figures + [phrases.step]
    let rows = run.metrics.sorted { $0.key < $1.key }.map { name, summary in
      let figures = [summary.last, summary.best, summary.min, summary.max, summary.mean]
      return [Markdown.code(name)] + figures.map(\.figure)
        + [summary.count.grouped, summary.step.grouped]
    }
    return Markdown.table(header, numeric: Set(1..<header.count), rows: rows)
  }
}

extension Double {
  /// The number in brief, or a word for one that is none.
  fileprivate var figure: String {
    isFinite ? brief : isNaN ? "NaN" : self < 0 ? "−∞" : "∞"
  }
}
