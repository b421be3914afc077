// SPDX-License-Identifier: MIT

import Testing
import TrineCatalog
import TrineCore

@Suite("Papers in the catalog")
struct PaperTests {
  private let catalog: Catalog

  init() throws {
    catalog = try Catalog.inMemory()
  }

  @Test("come back as their notes were read, by citation key")
  func roundTrip() throws {
    let chen = try samplePaper("chen2016revisiting")
    let bare = PaperEntry(
      note: PaperNote(citekey: try #require(CitationKey("abadi2016tensorflow")), title: ""),
      file: "notes/papers/sub/abadi.md",
      problem: "4 lines under 'In three lines'; there must be 3"
    )
    try catalog.apply([page(chen), page(bare)], removed: [], version: 1)
    #expect(try catalog.papers() == [bare, chen])
    #expect(try catalog.paper(chen.note.citekey) == chen)
    #expect(try catalog.paper(try #require(CitationKey("none"))) == nil)
  }

  @Test("change and go with their files, all in one step")
  func applies() throws {
    let first = try samplePaper("a2000first")
    let second = try samplePaper("b2000second")
    try catalog.apply([page(first), page(second)], removed: [], version: 1)
    var renamed = first
    renamed.note.citekey = try #require(CitationKey("c2000renamed"))
    let later = page(renamed, size: 121)
    try catalog.apply([later], removed: [first.file, second.file, "none.md"], version: 1)
    #expect(try catalog.papers() == [renamed])
    #expect(try catalog.pageStamps(version: 1) == [later.stamp])
  }

  @Test("of two files that claim one key, the one that passes its checks answers")
  func twoFiles() throws {
    let copy = try samplePaper(
      "a2000first",
      file: "notes/papers/a copy.md",
      problem: "the key is taken"
    )
    let real = try samplePaper("a2000first")
    try catalog.apply([page(copy), page(real)], removed: [], version: 1)
    #expect(try catalog.paper(real.note.citekey) == real)
    #expect(try catalog.papers() == [copy, real])
  }
}
