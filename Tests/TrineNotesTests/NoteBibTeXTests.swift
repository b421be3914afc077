// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("The key bibtex of a note")
struct NoteBibTeXTests {
  private func entry(_ yaml: String) -> PaperEntry {
    PaperNoteParser.entry("---\ntitle: \"T\"\n\(yaml)\n---\n", file: "notes/papers/a.md")
  }

  @Test("is read as people write it: plain or quoted, a list for a field that comes again")
  func reads() {
    let entry = entry(
      "bibtex:\n  entrytype: book\n  Pages: 1--15\n  year: [2016, \"1999\"]\n  note: '{a} \\x'"
    )
    #expect(entry.problem == nil)
    #expect(
      entry.note.bibtex.map { "\($0.name)=\($0.value)" } == [
        "entrytype=book", "pages=1--15", "year=2016", "year=1999", "note={a} \\x",
      ]
    )
  }

  @Test("is nothing where it is missing or empty", arguments: ["", "bibtex:", "bibtex: {}"])
  func nothing(yaml: String) {
    #expect(entry(yaml).problem == nil && entry(yaml).note.bibtex.isEmpty)
  }

  @Test(
    "that cannot be BibTeX has a problem with its line, and the other fields are kept",
    arguments: [
      ("bibtex: a", "line 3: 'bibtex' is 'a'"),
      ("bibtex:\n  volume: 1\n  pages: {a: 1}", "line 5: 'pages' under 'bibtex' is neither"),
      ("bibtex:\n  volume: 1\n  pages: \"1}\"", "line 5: the braces of 'pages' under 'bibtex'"),
      ("bibtex:\n  volume: 1\n  a b: x", "line 5: 'a b' under 'bibtex' cannot be the name"),
    ]
  )
  func problems(yaml: String, says: String) {
    let entry = entry(yaml)
    #expect(entry.problem?.hasPrefix(says) == true, "\(entry.problem ?? "")")
    #expect(entry.note.bibtex.map(\.name) == (yaml.contains("volume") ? ["volume"] : []))
  }

  @Test("has an abstract that is searched, without its TeX")
  func abstract() {
    let abstract = #"abstract: "A na{\\\"i}ve stale gradient""#
    let text = "---\ntitle: T\nbibtex:\n  \(abstract)\n---\nbody\n"
    let stamp = PageStamp(file: "notes/papers/a.md", size: 1, modified: 1)
    let page = PageReader.paper(Array(text.utf8), stamp)
    #expect(page.words.body.contains("naive stale gradient"))
    #expect(PageReader.body(text) == "body\n\nA naïve stale gradient")
  }
}
