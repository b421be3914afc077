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

  @Test("are kept as they stand in the bibliography; a paper without an entry is left out")
  func bibliography() throws {
    let catalog = try Catalog.inMemory()
    let pages = try ["b2016second", "a2016first", "c2016bare"].map { key in
      var page = page(try samplePaper(key))
      guard let note = page.paper, key != "c2016bare" else { return page }
      page.bibliography = BibliographyEntry(
        key: note.citekey,
        text: "@misc{\(key),\n  title = {分散},\n}\n",
        parent: key == "a2016first" ? "b2016second" : nil
      )
      return page
    }
    try catalog.apply(pages, removed: [], version: 1)
    let entries = pages.compactMap(\.bibliography)
    #expect(entries.count == 2)
    #expect(Set(try catalog.bibliography()) == Set(entries))
    try catalog.apply([], removed: [pages[0].stamp.file], version: 1)
    #expect(try catalog.bibliography() == [entries[1]])
  }

  @Test("are found by title and year, under the first key of several")
  func titles() throws {
    let catalog = try Catalog.inMemory()
    var other = try samplePaper("a2016other")
    other.note.title = "Another"
    let twins = try ["c2016twin", "b2016twin"].map { try samplePaper($0) }
    try catalog.apply((twins + [other]).map { page($0) }, removed: [], version: 1)
    let twin = twins[0].note
    #expect(try catalog.key(ofTitle: twin.title, year: 2016) == twins[1].note.citekey)
    #expect(try catalog.key(ofTitle: "Another", year: 2016) == other.note.citekey)
    #expect(try catalog.key(ofTitle: "Another", year: 2017) == nil)
    #expect(try catalog.key(ofTitle: "Another", year: nil) == nil)
  }
}
