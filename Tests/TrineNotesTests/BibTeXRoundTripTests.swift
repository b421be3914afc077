// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

/// Entries as people have them, each with something that is easily lost.
private let peoplesEntries = #"""
  @article{seo2019big, title = {{ImageNet} in 100% of $O(n^2)$ and {\emph{More}}},
    author = {Jean-Luc de la Fontaine and M{\"u}ller, Jr., Hans and {Google Brain} and others},
    journal = {J. of {HPC}}, volume = 3, number = {4}, pages = {1--15}, month = jun, year = 2019,
    url = {https://a.b/c_d~e?f=%20}, doi = {https://doi.org/10.1145/3341301}, note = "a {"} b",
    abstract = {One \& only.

    Second paragraph}, file = {:C\:/a.pdf:PDF}, bdsk-url-1 = {x}, keywords = {sync; async}}
  @inproceedings{mo2012large, author = {Mo, B}, title = {Large Scale}, booktitle = {Proc. NIPS},
    publisher = {ACM}, editor = {Du, A}, series = {LNCS}, year = {2012}, year = {1999}}
  @misc{arx, title={T}, eprint={1604.00981}, archivePrefix={arXiv}, primaryClass={cs.LG}}
  @article{arx2, title={T}, eprint={1604.00981v2}, journal={arXiv preprint arXiv:1604.00981}, year=2016}
  @book{edited, editor = {Du, A and Mo, B}, title = {Edited}, year = {in press}, publisher = {P}}
  @online{web, title = {Web}, date = {2016-04-04}, urldate = {2020-01-02}, url = {http://x.y}}
  @misc{untitled, howpublished = {\url{http://x.y}}}
  @phdthesis{thesis, title = {{T}}, author = {A B}, school = {MIT}, type = {{Ph.D.}}, month = {sep # 1}}
  @customtype{kept, title = {C}, entrytype = {odd}, empty = {}, month = "10~" # jan}
  @article{journal, title = {J}, journaltitle = {JT}, journal = {JJ}, author = {Du, A}, date = {2001}}
  """#

@Suite("BibTeX that becomes notes and BibTeX again")
struct BibTeXRoundTripTests {
  private let day: Day

  init() throws {
    day = try #require(Day("2026-11-23"))
  }

  /// The bibliography of the notes that a .bib file becomes, by way of the notes' files.
  private func roundTrip(_ text: String) throws -> String {
    var plan = ImportPlan(known: [], taken: [], today: day)
    plan.add(try BibTeXParser.entries(text, file: "a.bib"))
    #expect(plan.problems.isEmpty)
    let notes = plan.notes.map { note in
      let file = Workspace.note(note.citekey)
      let read = PaperNoteParser.entry(PaperNoteWriter.markdown(note, language: .en), file: file)
      #expect(read.problem == nil && read.note == note)
      return read.note
    }
    return BibTeXWriter.entries(notes)
  }

  /// Type, key and fields in an order of their own.
  private func content(_ text: String) throws -> [String] {
    try BibTeXParser.entries(text, file: "a.bib").map { entry in
      let fields = entry.fields.map { "\($0.name)={\($0.value)}" }.sorted()
      return "@\(entry.type){\(entry.key) \(fields)"
    }.sorted()
  }

  @Test("loses nothing of what people write, and is the same the second time")
  func peoples() throws {
    let once = try roundTrip(peoplesEntries)
    #expect(try content(once) == content(peoplesEntries))
    #expect(try roundTrip(once) == once)
  }

  @Test("loses nothing of entries of any kind", arguments: [1, 2, 3, 4] as [UInt64])
  func random(seed: UInt64) throws {
    var maker = EntryMaker(seed: seed)
    for _ in 0..<50 {
      let text = (0..<5).map { maker.entry("key\($0)") }.joined(separator: "\n")
      let once = try roundTrip(text)
      #expect(try content(once) == content(text), "\(text)")
      #expect(try roundTrip(once) == once)
    }
  }

  @Test("keeps TeX only where Unicode would not give it back")
  func clean() throws {
    let text = """
      @inproceedings{mo2012large, title = {Large Scale {SGD}}, author = {Mo, B and Du, A},
        booktitle = {Proc}, year = 2012, eprint = {1604.00981}, archiveprefix = {arXiv},
        doi = {10.1/a}, keywords = {a, b}, publisher = {ACM}, pages = {1--2}}
      """
    var plan = ImportPlan(known: [], taken: [], today: day)
    plan.add(try BibTeXParser.entries(text, file: "a.bib"))
    #expect(plan.notes.first?.bibtex.map(\.name) == ["entrytype", "publisher", "pages"])
  }

  @Test("says what was edited in the note, not what was imported")
  func edited() throws {
    let entries = try BibTeXParser.entries(peoplesEntries, file: "a.bib")
    var note = try #require(entries.first).wholeNote(
      key: try #require(CitationKey("seo2019big")),
      added: day
    )
    #expect(note.bibtex.contains { $0.name == "title" })
    note.title = "New SGD"
    let written = BibTeXWriter.entries([note])
    #expect(written.contains("title = {New {SGD}}") && !written.contains("ImageNet"))
    #expect(written.contains("pages = {1--15}"))
  }

  @Test("has each edited value in the field the entry had it in")
  func editedFields() throws {
    let entries = try BibTeXParser.entries(peoplesEntries, file: "a.bib")
    var notes = try entries.map {
      $0.wholeNote(key: try #require(CitationKey($0.key)), added: day)
    }
    for index in notes.indices {
      notes[index].venue = "V"
      notes[index].year = 1984
      notes[index].authors = ["Orwell, G"]
      notes[index].doi = nil
      notes[index].arxiv = "2601.00001"
      notes[index].tags = ["t"]
    }
    for entry in try BibTeXParser.entries(BibTeXWriter.entries(notes), file: "b.bib") {
      #expect(entry.venue == "V", "\(entry)")
      #expect(entry.year == 1984 && entry.authors == ["Orwell, G"] && entry.doi == nil)
      #expect(entry.arxiv == "2601.00001" && entry.keywords == ["t"])
    }
  }

  @Test("writes the parents of crossref behind their children, as BibTeX wants them")
  func crossref() throws {
    let text = """
      @proceedings{a, title = {Proc}, year = 2016}
      @inproceedings{b, title = {B}, crossref = {A}}
      @misc{c, title = {C}}
      """
    let once = try roundTrip(text)
    #expect(try BibTeXParser.entries(once, file: "a.bib").map(\.key) == ["b", "c", "a"])
  }

  @Test("writes what cannot be BibTeX so that all else still is")
  func unsound() throws {
    var note = PaperNote(citekey: try #require(CitationKey("a")), title: "T")
    note.bibtex = [
      BibTeXField(name: "entrytype", value: "comment"), BibTeXField(name: "a b", value: "x"),
      BibTeXField(name: "pages", value: "}1{"),
    ]
    let entries = try BibTeXParser.entries(BibTeXWriter.entries([note, note]), file: "a.bib")
    #expect(entries.map(\.type) == ["misc", "misc"])
    #expect(entries.first?.fields.map(\.name) == ["title", "pages"])
    #expect(entries.first?.text("pages") == "}1{")
  }
}

/// Makes entries out of the pieces that readers and writers trip over.
struct EntryMaker {
  private var numbers: SeededNumbers

  init(seed: UInt64) {
    numbers = SeededNumbers(state: seed)
  }

  private static let types = [
    "article", "inproceedings", "book", "misc", "phdthesis", "techreport", "online", "incollection",
    "odd-type",
  ]
  private static let names = [
    "title", "author", "editor", "year", "date", "journal", "journaltitle", "booktitle",
    "publisher",
    "howpublished", "school", "institution", "doi", "eprint", "archiveprefix", "url", "keywords",
    "month", "pages", "abstract", "note", "ids", "entrytype", "x-y", "volume", "注", "address",
  ]
  private static let pieces = [
    "a", "B", "SGD", "{ImageNet}", "{\\\"u}", "\\'e", "\\&", "\\%", "%", "$x^2$", " ", "  ", "\n",
    "\n\n", "\r\n", "\t", "--", "-", "''", "``", "and", " and ", ",", ", ", "~", "{}", "{{a b}}",
    "2016",
    "1604.00981", "arXiv", "arXiv:1709.05011", "10.1/x_y", "https://arxiv.org/abs/1709.05011v1",
    "分散",
    "学習　", "é", "e\u{301}", "#", "@", "@article", "\"", "\\", "\\unknown ", "\\emph{a}", ";", ":",
    "null", "jun", "0", "\u{7}", "\u{2028}", "\u{85}", "=", "others", "Jr.", "van den", "\u{0}",
  ]

  mutating func value() -> String {
    let count = Int.random(in: 0..<9, using: &numbers)
    return (0..<count).compactMap { _ in Self.pieces.randomElement(using: &numbers) }.joined()
  }

  mutating func entry(_ key: String) -> String {
    let type = Self.types.randomElement(using: &numbers) ?? "misc"
    let count = Int.random(in: 0..<12, using: &numbers)
    let fields = (0..<count).map { _ in
      let name = Self.names.randomElement(using: &numbers) ?? "title"
      // A backslash before the closing brace is one in BibTeX, too.
      let value = Bool.random(using: &numbers) ? value() : plain(name)
      return "  \(name) = {\(value)}"
    }
    return "@\(type){\(key),\n\(fields.joined(separator: ",\n"))\n}"
  }

  /// What such a field mostly has.
  private mutating func plain(_ name: String) -> String {
    switch name {
    case "title": "On {SGD} at Scale"
    case "author", "editor": Bool.random(using: &numbers) ? "Chen, Jianmin and Mo, B" : "Jo Smith"
    case "year": "2016"
    case "eprint": "1604.00981"
    case "archiveprefix": "arXiv"
    case "doi": "10.1145/3341301"
    case "journal": Bool.random(using: &numbers) ? "arXiv preprint arXiv:1604.00981" : "J. HPC"
    case "url": "https://arxiv.org/abs/1604.00981"
    case "keywords": "sync, async"
    case "month": "jun"
    default: "plain words"
    }
  }
}
