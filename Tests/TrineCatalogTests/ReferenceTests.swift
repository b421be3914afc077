// SPDX-License-Identifier: MIT

import Testing
import TrineCatalog
import TrineCore

@Suite("References in the catalog")
struct ReferenceTests {
  @Test("hold all a bibliography says, TeX and control characters too")
  func roundTrip() throws {
    let catalog = try Catalog.inMemory()
    var paper = try samplePaper("chen2016revisiting")
    paper.note.bibtex = [
      BibTeXField(name: "entrytype", value: "article"),
      BibTeXField(name: "title", value: #"{SGD} \"{u} \\ "quoted" 分散"#),
      BibTeXField(name: "pages", value: "1--2"), BibTeXField(name: "pages", value: ""),
      BibTeXField(name: "abstract", value: "a\n\nb\u{0}\u{7}😀"),
    ]
    try catalog.apply([page(paper)], removed: [], version: 1)
    let reference = try #require(try catalog.references().first)
    #expect(reference.bibtex == paper.note.bibtex)
    #expect(reference.title == paper.note.title && reference.authors == paper.note.authors)
    #expect(reference.year == 2016 && reference.venue == "arXiv" && reference.tags == ["sync"])
    #expect(reference.arxiv == "1604.00981" && reference.citekey == paper.note.citekey)
    #expect(try catalog.papers().first?.note.bibtex == [])
  }
}
