// SPDX-License-Identifier: MIT

import TrineCore

extension WeeklyReport {
  func addPapers(to page: inout Page) {
    page.add("## \(phrases.papersRead)")
    if papersRead.isEmpty { page.add(phrases.noPapers) }
    for entry in papersRead {
      add(entry, to: &page)
    }
  }

  private func add(_ entry: PaperEntry, to page: inout Page) {
    page.add("### \(Markdown.link(entry.note.citekey.description, to: links.path(to: entry.file)))")
    page.add(source(entry.note))
    if !entry.note.lines.isEmpty {
      let lines = entry.note.lines.enumerated().map { index, line in
        "\(index + 1). \(links.text(line))\n"
      }
      page.add(lines.joined())
    }
    if let problem = entry.problem { page.add(phrases.problem(Markdown.text(problem))) }
    if let experiments = namedBy[entry.note.citekey], !experiments.isEmpty {
      page.add(phrases.namedBy + phrases.colon + experimentList(experiments))
    }
  }

  /// `Chen et al. (2016): Revisiting Distributed Synchronous SGD. arXiv`.
  private func source(_ note: PaperNote) -> String {
    let authors = Markdown.text(note.shortAuthors)
    let year = note.year.map { "(\($0))" } ?? ""
    let writers = [authors, year].filter { !$0.isEmpty }.joined(separator: " ")
    let title = Markdown.text(note.title)
    let venue = note.venue.map(Markdown.text) ?? ""
    let work = [title, venue].filter { !$0.isEmpty }.joined(separator: ". ")
    return [writers, work].filter { !$0.isEmpty }.joined(separator: phrases.colon)
  }
}
