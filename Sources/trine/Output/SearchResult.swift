// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineFiles
import TrineIndex
import TrineNotes

/// A page that was found, with the part of it that was.
struct SearchResult {
  private let page: PageEntry
  private let score: Double
  private let snippet: Snippet

  /// Reads the page's file for the part that was found, then the text of a paper's PDF, and where neither
  /// has it, says who wrote the paper; a file that is gone has none.
  init(_ hit: SearchHit, for query: SearchQuery, in workspace: Workspace) {
    (page, score) = (hit.page, hit.score)
    let bytes = (try? FileBytes.readFile(workspace.path(hit.page.file))) ?? []
    let text = String(decoding: bytes, as: UTF8.self)
    let own = Snippet(of: PageReader.body(text), for: query)
    guard hit.page.kind == .paper, own.found.isEmpty else {
      snippet = own
      return
    }
    let pdf = PDFText(note: hit.page.file, in: workspace).text
    let inPDF = pdf.map { Snippet(of: $0, for: query) }
    if let inPDF, !inPDF.found.isEmpty {
      snippet = inPDF
      return
    }
    let origin = PaperNoteParser.entry(text, file: hit.page.file).note.origin
    snippet = origin.isEmpty ? own : Snippet(of: origin, for: query)
  }
}

extension PaperNote {
  /// Who wrote it, when and for whom: `Chen, J; Pan, X. 2016. arXiv`.
  fileprivate var origin: String {
    [authors.joined(separator: "; "), year.map(String.init) ?? "", venue ?? ""]
      .filter { !$0.isEmpty }.joined(separator: ". ")
  }
}

// MARK: - Forms

extension SearchResult {
  /// Two lines: what it is called and its title, and the part that was found, in bold where there are
  /// colours.
  func text(isColoured: Bool) -> String {
    let shown = snippet.marked(plain: Self.plain) { found in
      isColoured ? "\u{1B}[1m\(Self.plain(found))\u{1B}[0m" : Self.plain(found)
    }
    let kind = page.kind == .paper ? "" : "\(page.kind.rawValue) "
    let title = page.title == page.name || page.title.isEmpty ? "" : "  \(page.title)"
    return "\(kind)\(page.name)\(title)".withoutControls + "\n    \(shown)"
  }

  private static func plain(_ text: Substring) -> String { String(text).withoutControls }

  /// `kind`, `citekey` or `id`, `title`, `file`, `snippet`, `score`; in the snippet, what was found
  /// stands between `**`.
  var json: JSONValue {
    .object([
      "kind": .string(page.kind.rawValue),
      page.kind == .paper ? "citekey" : "id": .string(page.name),
      "title": .string(page.title),
      "file": .string(page.file),
      "snippet": .string(snippet.marked { "**\($0)**" }),
      "score": .number(score),
    ])
  }

  /// The same as a table, for CSV.
  static func table(_ results: [SearchResult]) -> TextTable {
    var table = TextTable([
      ("kind", .left), ("name", .left), ("title", .left), ("file", .left), ("snippet", .left),
      ("score", .right),
    ])
    for result in results {
      let page = result.page
      table.append([
        page.kind.rawValue, page.name, page.title, page.file, result.snippet.text,
        result.score.brief,
      ])
    }
    return table
  }
}
