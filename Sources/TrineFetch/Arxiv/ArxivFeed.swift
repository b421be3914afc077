// SPDX-License-Identifier: MIT

import TrineCore
import TrineNotes

/// What arXiv answers: Atom (RFC 4287) with a few elements of its own.
struct ArxivFeed: Equatable {
  /// The papers in it, in its order.
  let papers: [FoundPaper]
  /// What is wrong with the question, in the service's words.
  let error: String?

  private static let atom = "http://www.w3.org/2005/Atom"
  private static let own = "http://arxiv.org/schemas/atom"

  /// Reads a feed; an error comes as an entry, too (`…/api/errors#incorrect_id_format_for_…`).
  init(_ bytes: [UInt8]) throws(FormProblem) {
    let feed = try XMLReader.root(of: bytes)
    guard feed.name == "feed", feed.namespace == Self.atom else {
      throw FormProblem("it begins with '\(feed.name)', not with a feed")
    }
    let entries = feed.children(Self.atom, "entry")
    papers = entries.compactMap(Self.paper)
    let problem = entries.first { $0.text(of: Self.atom, "id").contains("/api/errors") }
    error = problem.map { $0.text(of: Self.atom, "summary").onOneLine }
  }

  /// An entry; one for a paper that is not there can have an id and no title.
  private static func paper(_ entry: XMLElement) -> FoundPaper? {
    let address = entry.text(of: atom, "id")
    let title = TeXReading.text(entry.text(of: atom, "title").onOneLine)
    guard case .arxiv(let number)? = PaperID(address), !title.isEmpty else { return nil }
    var paper = FoundPaper(title: title)
    paper.authors = entry.children(atom, "author").map { $0.text(of: atom, "name").onOneLine }
      .filter { $0.contains(where: \.isLetter) }
      .map(author)
    paper.year = Int(entry.text(of: atom, "published").onOneLine.prefix(4))
    paper.venue = "arXiv"
    paper.arxiv = number
    if case .doi(let name)? = PaperID("doi:\(entry.text(of: own, "doi"))") { paper.doi = name }
    paper.abstract = paragraphs(entry.text(of: atom, "summary"))
    return paper
  }

  /// `Chen, Jianmin` for `Jianmin Chen`; a group keeps its name as it is.
  private static func author(_ name: String) -> String {
    let groups: Set<String> = ["collaboration", "collaborations", "consortium", "group", "team"]
    let last = name.split(separator: " ").last?.lowercased() ?? ""
    return groups.contains(last) ? name : AuthorName.written(name)
  }

  /// Lines are broken anywhere; a line that is indented, or one behind a blank one, begins a paragraph.
  private static func paragraphs(_ text: String) -> String {
    var paragraphs: [String] = [""]
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let words = String(line).onOneLine
      if line.first?.isWhitespace != false, paragraphs.last != "" { paragraphs.append("") }
      paragraphs[paragraphs.count - 1] += (paragraphs.last == "" ? "" : " ") + words
    }
    return paragraphs.filter { !$0.isEmpty }.map(TeXReading.text).joined(separator: "\n\n")
  }
}

extension String {
  /// With each run of white space as one space, none at the ends.
  var onOneLine: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
