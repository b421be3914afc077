// SPDX-License-Identifier: MIT

public import FoundationEssentials

/// Where everything of a workspace lies.
///
/// Paths only: nothing is read or made here.
public struct Workspace: Hashable, Sendable {
  /// The absolute path of the folder that holds `trine.yaml`.
  public let root: String
  /// What `trine.yaml` says.
  public let settings: WorkspaceSettings

  /// Names a workspace.
  public init(root: String, settings: WorkspaceSettings) {
    self.root = root
    self.settings = settings
  }

  /// The absolute path of something named relative to the workspace.
  public func path(_ relative: String) -> String {
    relative.hasPrefix("/") ? relative : "\(root)/\(relative)"
  }

  /// The folder of experiments, relative to the workspace, as all names below.
  public static let experiments = "experiments"
  /// The folder of paper notes.
  public static let papers = "notes/papers"
  /// The folder of lab-wiki pages.
  public static let topics = "notes/topics"
  /// The folder of weekly reports.
  public static let weeks = "reports/weeks"
  /// The folder of run cards.
  public static let runCards = "reports/runs"
  /// The folder of run folders.
  public static let runs = ".trine/runs"
  /// The folder of PDFs' texts, each named as its note.
  public static let texts = ".trine/text"
  /// The file whose time is that of the last request to arXiv.
  public static let arxivTurn = ".trine/arxiv-request"
  /// The catalog's file.
  public static let catalog = ".trine/catalog.sqlite"
  /// The file that makes a folder a workspace.
  public static let settingsFile = "trine.yaml"

  /// A paper's note.
  public static func note(_ key: CitationKey) -> String { "\(papers)/\(key).md" }
  /// A run's folder.
  public static func folder(_ run: RunID) -> String { "\(runs)/\(run)" }
  /// A run's card.
  public static func card(_ run: RunID) -> String { "\(runCards)/\(run).md" }
  /// A week's report.
  public static func report(_ week: Week) -> String { "\(weeks)/\(week).md" }
}

/// What `trine.yaml` says.
public struct WorkspaceSettings: Hashable, Sendable {
  /// The workspace's name, on top of reports.
  public var name: String
  /// The language of templates, headings and reports.
  public var language: Language
  /// Whose days and weeks the reports count.
  public var timeZone: TimeZone
  /// The `mpirun` to start, by name or path.
  public var mpirun: String
  /// Where papers are looked up.
  public var network: NetworkSettings

  /// Makes settings.
  public init(
    name: String,
    language: Language = .en,
    timeZone: TimeZone = .current,
    mpirun: String = "mpirun",
    network: NetworkSettings = NetworkSettings()
  ) {
    self.name = name
    self.language = language
    self.timeZone = timeZone
    self.mpirun = mpirun
    self.network = network
  }
}
