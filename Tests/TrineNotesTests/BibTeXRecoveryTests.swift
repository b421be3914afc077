// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("After an entry that cannot be read")
struct BibTeXRecoveryTests {
  private func read(_ text: String) -> (keys: [String], problems: [String], warnings: [String]) {
    var reader = BibliographyReader()
    let read = reader.read(Array(text.utf8), .bibtex, file: "a.bib")
    return (
      read.entries.map(\.key), read.problems.map(\.message), read.warnings.map(\.message)
    )
  }

  @Test("since a macro is not defined, reading goes on behind it, and in no value of it")
  func macro() {
    let (keys, problems, _) = read(
      """
      @book{a, title={A}}
      @book{b, title=abc, note={It says
      @book{inner, title={Inner}}
      and more}, year=2002}
      x @book{c, title={C}}
      @book{d, title=abc # def}
      """
    )
    #expect(keys == ["a", "c"])
    #expect(problems.count == 2 && problems.allSatisfy { $0.contains("'abc'") })
  }

  @Test(
    "lines behind % are remarks still",
    arguments: ["title= ,", "title=abc,", "title={A} year"]
  )
  func remarks(fields: String) {
    let (keys, problems, warnings) = read(
      """
      @book{b, \(fields) x=1}
      % old (x), @book{h, title={Hidden}}
      @book{d, title={D}}
      """
    )
    #expect(keys == ["d"])
    #expect(problems.count == 1)
    #expect(warnings.count == 1)
  }
}
