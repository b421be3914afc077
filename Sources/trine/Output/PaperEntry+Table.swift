// SPDX-License-Identifier: MIT

import TrineCore

extension PaperEntry {
  /// Papers as a table.
  static func table(_ papers: [PaperEntry]) -> TextTable {
    var table = TextTable([
      ("key", .left), ("year", .right), ("authors", .left), ("title", .left), ("status", .left),
    ])
    for note in papers.map(\.note) {
      let year = note.year.map(String.init) ?? ""
      table.append([
        "\(note.citekey)", year, note.shortAuthors, note.title, note.status.rawValue,
      ])
    }
    return table
  }

  /// Says what is wrong with the notes of papers that were listed.
  static func tellProblems(_ papers: [PaperEntry]) {
    for paper in papers {
      if let problem = paper.problem { Console.note("\(paper.file): \(problem)") }
    }
  }

  /// Papers to read as a table.
  static func queueTable(_ papers: [PaperEntry]) -> TextTable {
    var table = TextTable([
      ("priority", .right), ("key", .left), ("year", .right), ("title", .left), ("added", .left),
    ])
    for note in papers.map(\.note) {
      table.append([
        note.priority.map(String.init) ?? "", "\(note.citekey)", note.year.map(String.init) ?? "",
        note.title, note.added?.description ?? "",
      ])
    }
    return table
  }
}
