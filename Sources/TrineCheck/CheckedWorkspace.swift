// SPDX-License-Identifier: MIT

public import TrineCore

/// All that the rules look at, as values: what the files say, and what is known of runs and of the files
/// that are made from others.
public struct CheckedWorkspace: Sendable {
  /// Papers' notes and topics.
  public var pages: [CheckedPage] = []
  /// The names of the experiments there are, by their files or by their runs.
  public var experiments: Set<String> = []
  /// The files of each experiment, by its name.
  public var experimentFiles: [String: [String]] = [:]
  /// The ids of the runs there are, by their folders or by their cards.
  public var runs: Set<String> = []
  /// All links of all pages.
  public var links: [CheckedLink] = []
  /// All claims, in the order of their notes.
  public var claims: [CheckedClaim] = []
  /// The headings of pages, as they are compared, by file; of those at least that links name.
  public var headings: [String: Set<String>] = [:]
  /// What the readers of files found wrong, with the rule's name.
  public var problems: [Diagnostic] = []
  /// Texts that lie beside the files they were saved for.
  public var conflicts: [String] = []
  /// Files among pages that are none by their names or folders.
  public var unreadFiles: [String] = []
  /// Files that are made from others.
  public var madeFiles: [MadeFile] = []
  /// Metrics by which experiments test claims, and which none of their runs has.
  public var unknownMetrics: [UnknownMetric] = []

  /// The files that are judged, of which alone all is known then; `nil` for all files.
  public var scope: Set<String>?

  /// Nothing at all.
  public init() {}
}

extension CheckedWorkspace {
  /// Whether a file is judged.
  func judges(_ file: String) -> Bool { scope?.contains(file) ?? true }
}

/// A paper's note or a topic.
public struct CheckedPage: Sendable {
  /// What it can be called.
  public var entry: PageNames.Entry
  /// The paper's year.
  public var year: Int?
  /// The paper's DOI.
  public var doi: String?
  /// The paper's arXiv id.
  public var arxiv: String?

  /// Describes a page.
  public init(
    _ entry: PageNames.Entry,
    year: Int? = nil,
    doi: String? = nil,
    arxiv: String? = nil
  ) {
    self.entry = entry
    self.year = year
    self.doi = doi
    self.arxiv = arxiv
  }
}

/// A link and where it stands.
public struct CheckedLink: Sendable {
  /// Where its name stands.
  public var location: SourceLocation
  /// Where it leads.
  public var target: LinkTarget
  /// The heading or claim behind `#`.
  public var heading: String?
  /// How it is written.
  public var form: PageLink.Form
  /// Whether letters touch it.
  public var isGlued: Bool

  /// Describes a link.
  public init(
    _ target: LinkTarget,
    heading: String? = nil,
    form: PageLink.Form = .wiki,
    isGlued: Bool = false,
    at location: SourceLocation
  ) {
    self.location = location
    self.target = target
    self.heading = heading
    self.form = form
    self.isGlued = isGlued
  }
}

extension CheckedLink {
  /// The note or topic it leads to; a paper's `crossref` means a key in whatever case, as in BibTeX.
  func page(in names: PageNames) -> PageNames.Entry? {
    guard case .note(let name) = target else { return nil }
    let isCrossReference = form == .field && location.file.hasPrefix("\(Workspace.papers)/")
    return (isCrossReference ? names.paper(bibTeXKey: name) : nil) ?? names[name]
  }
}

/// A claim and the note it stands in.
public struct CheckedClaim: Sendable {
  /// The note's citation key.
  public var citekey: String
  /// The claim's id.
  public var id: String
  /// Where it stands.
  public var location: SourceLocation

  /// Describes a claim.
  public init(_ citekey: String, _ id: String, at location: SourceLocation) {
    self.citekey = citekey
    self.id = id
    self.location = location
  }
}

/// A metric by which an experiment tests a claim, and which its runs have not.
public struct UnknownMetric: Sendable {
  /// The metric.
  public var name: String
  /// The experiment.
  public var experiment: String
  /// Where the experiment names the claim.
  public var location: SourceLocation
  /// The metrics that its runs have.
  public var known: [String]

  /// Describes a metric.
  public init(_ name: String, of experiment: String, at location: SourceLocation, known: [String]) {
    self.name = name
    self.experiment = experiment
    self.location = location
    self.known = known
  }
}

/// A file that is made from others, and whether it is as it would be made now.
public struct MadeFile: Sendable {
  /// What is known of it.
  public enum State: Sendable {
    case current
    case outOfDate
    /// It cannot be made here: it names runs that are not in this workspace.
    case unverifiable(missingRuns: [String])
    /// It was changed by hand where it must not be.
    case edited(Diagnostic)
  }

  /// The file, relative to the workspace.
  public var file: String
  /// The command that makes it.
  public var command: String
  /// Whether it is the bibliography, and not a report.
  public var isBibliography: Bool
  /// What is known of it.
  public var state: State

  /// Describes a file.
  public init(file: String, command: String, isBibliography: Bool = false, state: State) {
    self.file = file
    self.command = command
    self.isBibliography = isBibliography
    self.state = state
  }
}
