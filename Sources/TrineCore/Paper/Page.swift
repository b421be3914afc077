// SPDX-License-Identifier: MIT

/// What a file of the workspace is to those who search and link.
public enum PageKind: String, Sendable, CaseIterable {
  case paper, topic, experiment, report
}

/// What a file's listing says of it; another look means that it must be read again.
public struct PageStamp: Hashable, Sendable {
  /// The file, relative to the workspace.
  public var file: String
  /// Bytes.
  public var size: Int
  /// Nanoseconds from 1970 to its last change.
  public var modified: Int

  /// Describes a file.
  public init(file: String, size: Int, modified: Int) {
    self.file = file
    self.size = size
    self.modified = modified
  }
}

/// A page's words in the form they are searched in.
public struct PageWords: Hashable, Sendable {
  /// Of its title.
  public var title: String
  /// Of its key, authors, venue and tags.
  public var facts: String
  /// Of its text.
  public var body: String

  /// Joins the three.
  public init(title: String, facts: String, body: String) {
    self.title = title
    self.facts = facts
    self.body = body
  }
}

/// A file that is searched and that links: a paper's note, a topic, an experiment or a report.
///
/// The file stays the truth; this is what the catalog keeps of it.
public struct Page: Sendable {
  /// What the file looked like when it was read.
  public var stamp: PageStamp
  /// What it is.
  public var kind: PageKind
  /// What links call it: a citation key, a topic's name, an experiment's name, a report's week or run.
  public var name: String
  /// Its title, or an experiment's question.
  public var title: String
  /// Free tags.
  public var tags: [String]
  /// Why it does not pass its checks, in words; `nil` when it does.
  public var problem: String?
  /// What is wrong with it, for `trine check`, without the name of the file.
  public var findings: [Diagnostic] = []
  /// Its headings as they are compared; a section with fixed headings counts by all of them.
  public var headings: [String] = []
  /// What a paper's note says; `nil` for other pages.
  public var paper: PaperNote?
  /// A paper's entry in the bibliography; `nil` for one without a title and for other pages.
  public var bibliography: BibliographyEntry?
  /// The links in it, in order.
  public var links: [PageLink]
  /// The claims in it, in order.
  public var claims: [PaperClaim]
  /// What it is found by.
  public var words: PageWords

  /// Makes a page.
  public init(
    stamp: PageStamp,
    kind: PageKind,
    name: String,
    title: String,
    tags: [String] = [],
    problem: String? = nil,
    paper: PaperNote? = nil,
    links: [PageLink] = [],
    claims: [PaperClaim] = [],
    words: PageWords
  ) {
    self.stamp = stamp
    self.kind = kind
    self.name = name
    self.title = title
    self.tags = tags
    self.problem = problem
    self.paper = paper
    self.links = links
    self.claims = claims
    self.words = words
  }
}
