// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

private let soundRIS = """
  TY  - JOUR
  ID  - a
  TI  - A {B} "C"
  AU  - Du, A, Jr.
  PY  - 2016/06/02/
  SP  - 1
  EP  - 2
  KW  - x
  ER  -

  """

private let soundCSL = #"""
  [{"id": "a", "type": "book", "title": "A <i>B</i> \u00e9 \"C\"", "author": [{"family": "Du",
  "given": "A"}, {"literal": "G"}], "issued": {"date-parts": [[2016, 6, 2]]}, "page": "1-2"}]
  """#

private let soundBibTeX = #"""
  @string{x = "y"}
  @article{a, title = {A {B} \"{u}}, author = "Du, A and Mo, B", year = 2016, month = jun}
  @misc(b, title = x # { z}, note = {n})
  """#

@Suite("A bibliography of any bytes at all")
struct BibliographyFuzzTests {
  private let day: Day

  init() throws {
    day = try #require(Day("2026-11-23"))
  }

  @Test(
    "becomes sound notes or problems with a place in the file",
    arguments: BibliographyFormat.allCases,
    [21, 22] as [UInt64]
  )
  func readers(format: BibliographyFormat, seed: UInt64) throws {
    var maker = TextMaker(numbers: SeededNumbers(state: seed))
    let sound =
      switch format {
      case .bibtex: soundBibTeX
      case .cslJSON: soundCSL
      case .ris: soundRIS
      }
    for round in 0..<FuzzCount.perTest {
      let text = round.isMultiple(of: 3) ? maker.text() : maker.damaged(sound + sound)
      var bytes = Array(text.utf8)
      if round.isMultiple(of: 5), !bytes.isEmpty { bytes[bytes.count / 2] = 0xE9 }
      var reader = BibliographyReader()
      let bibliography = reader.read(bytes, format, file: "a")
      let lines = bytes.count { $0 == 10 } + 1
      for problem in bibliography.problems + bibliography.warnings {
        #expect((1...lines).contains(problem.location?.line ?? 0), "\(text)")
      }
      try check(bibliography, text)
      if round.isMultiple(of: 10) { try export(bibliography) }
    }
  }

  /// Each note is read as it was written, its bibliography again, and a second import adds nothing.
  private func check(_ bibliography: Bibliography, _ text: String) throws {
    var plan = ImportPlan(known: [], taken: [], today: day)
    plan.add(bibliography.entries)
    #expect(
      plan.notes.count + plan.countOfKnown + plan.problems.count == bibliography.entries.count
    )
    for note in plan.notes {
      let file = Workspace.note(note.citekey)
      let read = PaperNoteParser.entry(PaperNoteWriter.markdown(note, language: .en), file: file)
      #expect(read.note == note && read.problem == nil, "\(text)")
    }
    let written = BibTeXWriter.entries(plan.notes)
    let entries = try BibTeXParser.entries(written, file: "b.bib")
    #expect(entries.count == plan.notes.count, "\(text)")
    var again = ImportPlan(
      known: plan.notes,
      taken: Set(plan.notes.map(\.citekey)),
      today: day
    )
    again.add(bibliography.entries)
    #expect(again.notes.isEmpty, "\(text)")
  }

  private func export(_ bibliography: Bibliography) throws {
    var plan = ImportPlan(known: [], taken: [], today: day)
    plan.add(bibliography.entries)
    for form in ExportFormat.allCases { _ = form.text(plan.notes) }
    let hayagriva = HayagrivaWriter.text(plan.notes)
    #expect(throws: Never.self) { try YAMLBlock.compose(hayagriva) }
    #expect(throws: Never.self) { try JSONReader.value(CSLWriter.text(plan.notes)) }
    var reader = BibliographyReader()
    let ris = reader.read(Array(RISWriter.text(plan.notes).utf8), .ris, file: "a")
    #expect(ris.problems.isEmpty && ris.entries.count == plan.notes.count)
  }

  @Test("is read in a time that grows with its size only")
  func hostile() {
    let count = 5_000
    let lines = [
      "@article{a, title = {\n", "@a{b,c=\"\n", "@string{a = b # c # \n", "@comment{\n", "@", "{",
      "}",
      "@misc{k, title = {T}}\n", "@misc{, title = {T}, author = {A B}, year = 2016}\n", "% @\n",
      " ", "@a{x, y = z}",
    ]
    for line in lines {
      let text = String(repeating: line, count: count)
      var reader = BibliographyReader()
      var plan = ImportPlan(known: [], taken: [], today: day)
      plan.add(reader.read(Array(text.utf8), .bibtex, file: "a").entries)
      #expect(plan.notes.count <= 1)
    }
    for text in ["[", "{\"a\":", "[{\"a\":[", "\"", "[1,", "<i>"] {
      var reader = BibliographyReader()
      let bytes = Array(String(repeating: text, count: count).utf8)
      #expect(!reader.read(bytes, .cslJSON, file: "a").problems.isEmpty)
    }
  }
}
