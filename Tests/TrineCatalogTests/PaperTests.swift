// SPDX-License-Identifier: MIT

import Testing
import TrineCatalog
import TrineCore

@Suite("Papers in the catalog")
struct PaperTests {
  private let catalog: Catalog
  private let stamp = PaperStamp(size: 120, modified: 1_795_413_600_123_456_789)

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
    try catalog.apply(changed: [(chen, stamp), (bare, stamp)], removed: [])
    #expect(try catalog.papers() == [bare, chen])
    #expect(try catalog.paper(chen.note.citekey) == chen)
    #expect(try catalog.paper(try #require(CitationKey("none"))) == nil)
  }

  @Test("change and go with their files, all in one step")
  func applies() throws {
    let first = try samplePaper("a2000first")
    let second = try samplePaper("b2000second")
    try catalog.apply(changed: [(first, stamp), (second, stamp)], removed: [])
    var renamed = first
    renamed.note.citekey = try #require(CitationKey("c2000renamed"))
    let later = PaperStamp(size: 121, modified: stamp.modified + 1)
    try catalog.apply(changed: [(renamed, later)], removed: [second.file, "notes/papers/none.md"])
    #expect(try catalog.papers() == [renamed])
    #expect(try catalog.paperStamps() == [first.file: later])
  }

  @Test("of two files that claim one key, the one that passes its checks answers")
  func twoFiles() throws {
    let copy = try samplePaper(
      "a2000first",
      file: "notes/papers/a copy.md",
      problem: "the key is taken"
    )
    let real = try samplePaper("a2000first")
    try catalog.apply(changed: [(copy, stamp), (real, stamp)], removed: [])
    #expect(try catalog.paper(real.note.citekey) == real)
    #expect(try catalog.papers() == [copy, real])
  }

  @Test("and runs are replaced together by a rebuild, or stay when it fails")
  func rebuilds() throws {
    let old = try samplePaper("a2000first")
    try catalog.apply(changed: [(old, stamp)], removed: [])
    try catalog.save(sampleRun("old", 1))
    let paper = try samplePaper("b2000second")
    let runs = [sampleRun("new", 2), sampleRun("new", 1)]
    #expect(throws: Diagnostic.self) {
      try catalog.rebuild(runs: runs + runs, papers: [(paper, stamp)])
    }
    #expect(try catalog.papers() == [old])
    #expect(try catalog.runs().map(\.id.experiment) == ["old"])
    try catalog.rebuild(runs: runs, papers: [(paper, stamp)])
    #expect(try catalog.papers() == [paper])
    #expect(try catalog.runs() == runs)
  }
}
