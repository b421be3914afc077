// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("What is easily lost between programs' forms")
struct ExchangeDetailTests {
  @Test("a keyword of RIS with a comma stays one", arguments: [["one, two"], ["a", "b; c", "d"]])
  func keywords(words: [String]) throws {
    let lines = words.map { "KW  - \($0)\n" }.joined()
    let record = "TY  - JOUR\nID  - a\nTI  - A\n\(lines)ER  - \n"
    let note = try #require(try importedNotes(record, .ris).first)
    #expect(note.tags == words && !note.bibtex.contains { $0.name == "keywords" })
    #expect(RISWriter.text([note]).contains(lines))
    let written = try #require(BibTeXWriter.written(note)).text
    #expect(try importedNotes(written, .bibtex).first?.tags == words)
  }

  @Test(
    "keywords of BibTeX are split outside braces, but those around all of them",
    arguments: [
      ("a, b; c", ["a", "b", "c"]), ("{a, b}, c", ["a, b", "c"]), ("{a; b}", ["a", "b"]),
      ("{a, b},", ["a, b"]), (#"S\&P, x\,y"#, ["S&P", "x y"]), ("{A} and {B}", ["A and B"]),
      (" , ;", []),
    ]
  )
  func splitting(tex: String, words: [String]) {
    #expect(KeywordList.keywords(tex) == words)
  }

  @Test("T2 of a chapter or a conference's paper comes back", arguments: ["CHAP", "CPAPER"])
  func secondTitle(type: String) throws {
    let record = "TY  - \(type)\nID  - a\nTI  - A\nT2  - The Book\nJO  - Series J\nER  - \n"
    let again = RISWriter.text(try importedNotes(record, .ris))
    #expect(again.contains("\nT2  - The Book\n") && again.contains("\nJO  - Series J\n"))
  }

  @Test(
    "a type of CSL that BibTeX does not know comes back",
    arguments: ["article", "interview", "document", "article-journal"]
  )
  func type(type: String) throws {
    let item = #"[{"id": "a", "type": "\#(type)", "title": "A", "publisher": "bioRxiv"}]"#
    let again = try CSLWriter.text(importedNotes(item, .cslJSON))
    #expect(try JSONReader.value(again).array?.first?["type"]?.string == type)
  }

  @Test(
    "pages have BibTeX's dash, whatever stood between them",
    arguments: [
      ("12--15", "12--15"), ("12-15", "12--15"), ("12–15", "12--15"), ("e1 - e5", "e1--e5"),
      ("1-2, 5-6", "1--2, 5--6"), ("e12", "e12"),
    ]
  )
  func pages(text: String, tex: String) throws {
    let item = #"[{"id": "a", "type": "article-journal", "title": "A", "page": "\#(text)"}]"#
    let record = "TY  - JOUR\nID  - a\nTI  - A\nSP  - \(text)\nER  - \n"
    for note in try importedNotes(item, .cslJSON) + importedNotes(record, .ris) {
      #expect(BibTeXWriter.entry(note)["pages"] == tex)
    }
  }

  @Test("a preamble is left out with a remark, an empty one without")
  func preamble() {
    var reader = BibliographyReader()
    let text = "@preamble{\"\"}\n@preamble{\"\\newcommand{\\x}{y}\"}\n@misc{a}"
    let bibliography = reader.read(Array(text.utf8), .bibtex, file: "a.bib")
    #expect(bibliography.entries.count == 1 && bibliography.problems.isEmpty)
    #expect(bibliography.warnings.map(\.location?.line) == [2])
    #expect(bibliography.warnings.first?.message.contains("@preamble") == true)
  }
}
