// SPDX-License-Identifier: MIT

/// The rules of `trine check`; their names stay what they are, so that scripts can rely on them.
public enum RuleName: String, Sendable, CaseIterable {
  /// A note's or topic's front matter, or the file itself, cannot be read as it must.
  case frontMatter = "front-matter"
  /// The three-line summary has not three lines.
  case threeLines = "three-lines"
  /// A section that must say something is missing or empty.
  case emptySection = "empty-section"
  /// The front matter's citation key is not the file's name.
  case keyDiffers = "key-differs"
  /// The file's name is no citation key.
  case notAKey = "not-a-key"
  /// A link to a note or topic that is not there.
  case danglingNote = "dangling-note"
  /// A link to a heading that is not there.
  case danglingHeading = "dangling-heading"
  /// A link to a run that is not there.
  case danglingRun = "dangling-run"
  /// A link to an experiment that is not there.
  case danglingExperiment = "dangling-experiment"
  /// An experiment names a claim that no note makes.
  case unknownClaim = "unknown-claim"
  /// An experiment tests a claim by a metric that none of its runs has.
  case unknownMetric = "unknown-metric"
  /// Two claims of a note have one id.
  case duplicateClaim = "duplicate-claim"
  /// A list item among the claims has no id.
  case namelessClaim = "nameless-claim"
  /// Two experiments' files have one name.
  case sameExperiment = "same-experiment"
  /// Two papers' keys differ in case alone.
  case sameKey = "same-key"
  /// Two notes have one DOI.
  case sameDOI = "same-doi"
  /// Two notes have one arXiv id.
  case sameArXiv = "same-arxiv"
  /// Two notes have one title, and years that are at most one apart.
  case sameTitle = "same-title"
  /// A citation touches letters or emphasis, so that pandoc does not see it.
  case gluedCitation = "glued-citation"
  /// Two texts of a file were saved in one instant, and the earlier one lies beside it.
  case conflict
  /// A file among pages is none by its name or its folder, so that nothing reads it.
  case unreadFile = "unread-file"
  /// An experiment's config does not pass its checks.
  case config
  /// A report is not what would be written now.
  case staleReport = "stale-report"
  /// A report cannot be compared, because runs it names are not here.
  case unverifiedReport = "unverified-report"
  /// The bibliography is not what would be written now.
  case staleReferences = "stale-references"
  /// Nothing links to a note, and it links to nothing.
  case orphan
  /// No experiment tests a claim.
  case untestedClaim = "untested-claim"

  /// How bad it is not to keep the rule.
  public var level: Finding.Level {
    switch self {
    case .frontMatter, .threeLines, .emptySection, .keyDiffers, .notAKey, .danglingNote,
      .danglingHeading, .danglingRun, .danglingExperiment, .unknownClaim, .duplicateClaim,
      .sameExperiment, .sameKey, .sameDOI, .sameArXiv, .config:
      .error
    case .unknownMetric, .namelessClaim, .sameTitle, .gluedCitation, .conflict, .staleReport,
      .staleReferences:
      .warning
    case .unreadFile, .unverifiedReport, .orphan, .untestedClaim: .information
    }
  }
}
