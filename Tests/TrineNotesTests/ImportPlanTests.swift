// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("Importing a bibliography")
struct ImportPlanTests {
  private let day: Day

  init() throws {
    day = try #require(Day("2026-11-23"))
  }

  private func plan(_ text: String, known: [PaperNote] = []) -> ImportPlan {
    var plan = ImportPlan(known: known, taken: Set(known.map(\.citekey)), today: day)
    var reader = BibliographyReader()
    plan.add(reader.read(Array(text.utf8), .bibtex, file: "a.bib").entries)
    return plan
  }

  @Test("keeps both papers of one key, and the same file again adds nothing")
  func sameKey() {
    let text = """
      @article{k, title = {One}, year = 2016}
      @article{k, title = {Two}, year = 2016}
      @article{k, title = {One}, year = 2016}
      """
    let first = plan(text)
    #expect(first.notes.map(\.citekey.description) == ["k", "ka"])
    #expect(first.countOfKnown == 1)
    #expect(
      first.remarks.map(\.description) == [
        "a.bib:2:1: the key 'k' is taken by another paper; this one is 'ka'"
      ]
    )
    let second = plan(text, known: first.notes)
    #expect(second.notes.isEmpty && second.remarks.isEmpty && second.countOfKnown == 3)
  }

  @Test("takes keys that differ in case only for one, as BibTeX does")
  func caseOfKeys() {
    let text = """
      @article{Foo1, title = {One}, year = 2016}
      @article{foo1, title = {Two}, year = 2016}
      @article{FOO1, title = {Three}, year = 2016}
      @article{FOO1, title = {One}, year = 2016}
      @article{Foo1A, title = {Four}, year = 2016}
      """
    let first = plan(text)
    #expect(first.notes.map(\.citekey.description) == ["Foo1", "foo1a", "FOO1b", "Foo1Aa"])
    #expect(first.countOfKnown == 1)
    #expect(
      first.remarks.first?.message
        == "the key 'foo1' is taken by another paper; this one is 'foo1a'"
    )
    let second = plan(text, known: first.notes)
    #expect(second.notes.isEmpty && second.remarks.isEmpty && second.countOfKnown == 5)
    let edited = plan("@book{foo1, title = {One}, year = 2016}", known: first.notes)
    #expect(
      edited.remarks.map(\.message) == [
        "'Foo1' is there already and says otherwise (type); its note was not changed"
      ]
    )
  }

  @Test("knows a paper by the key as it is written where two differ in case only")
  func bothCases() throws {
    var notes = plan("@misc{Foo1, title = {One}}\n@misc{bar, title = {Two}}").notes
    notes[1].citekey = try #require(CitationKey("foo1"))
    for known in [notes, notes.reversed()] {
      for (key, title) in [("Foo1", "One"), ("foo1", "Two")] {
        let plan = plan("@misc{\(key), title = {\(title)}, year = 2016}", known: known)
        #expect(plan.notes.isEmpty)
        #expect(plan.remarks.first?.message.hasPrefix("'\(key)' is there already") == true)
      }
    }
  }

  @Test(
    "takes entries with different identifiers of one kind for two papers, however alike they are",
    arguments: [
      ("doi = {10.1/a}", "doi = {10.1/b}", true), ("doi = {10.1/a}", "doi = {10.1/A}", false),
      ("eprint = {1604.00981}", "eprint = {1604.00982}", true),
      ("eprint = {1604.00981v1}", "eprint = {1604.00981v2}", false),
      ("eprint = {1604.00981}", "doi = {10.1/a}", false),
      ("eprint = {1604.00981}", "doi = {10.48550/arXiv.1604.00981}", false),
      ("doi = {10.1/a}", "doi = {10.48550/arXiv.1604.00981}", false),
      ("doi = {10.1/a}, eprint = {1604.00981}", "doi = {10.1/b}, eprint = {1604.00981}", false),
      ("doi = {10.1/a}", "year = 2016", false),
    ]
  )
  func identifiers(old: String, new: String, areTwo: Bool) {
    let entry = "@article{k, author = {Chen, J.}, title = {On the staleness of gradients}, "
    let both = "archiveprefix = {arXiv}, "
    let first = plan(entry + both + old + "}").notes
    #expect(first.count == 1)
    let second = plan(entry + both + new + "}", known: first)
    #expect(second.notes.map(\.citekey.description) == (areTwo ? ["ka"] : []))
  }

  @Test("gives another key where a link by the entry's own would lead to a run or experiment")
  func shadowedKeys() {
    let text = """
      @article{run:x, title = {One}, year = 2016}
      @article{exp:x, title = {Two}, year = 2016}
      @article{x, title = {Three}, year = 2016, crossref = {run:x}}
      @article{runs:x, title = {Four}, year = 2016}
      @article{run:run:x, title = {Five}, year = 2016}
      """
    let first = plan(text)
    #expect(
      first.notes.map(\.citekey.description) == ["run-x", "exp-x", "x", "runs:x", "run-run:x"]
    )
    #expect(
      first.remarks.map(\.description).prefix(2) == [
        "a.bib:1:1: a link [[run:x]] would lead to a run; this paper is 'run-x'",
        "a.bib:2:1: a link [[exp:x]] would lead to an experiment; this paper is 'exp-x'",
      ]
    )
    #expect(first.notes[2].bibtex.first { $0.name == "crossref" }?.value == "run-x")
    #expect(first.notes[0].bibtex.first { $0.name == "ids" }?.value == "run:x")
    #expect(plan(text, known: first.notes).countOfKnown == 5)
  }

  @Test("never changes a note: what was edited is told, tags are not asked about")
  func edited() throws {
    var notes = plan("@article{k, title = {One}, year = 2016, keywords = {a}}").notes
    notes[0].tags = ["b"]
    let tagged = plan("@article{k, title = {One}, year = 2016, keywords = {a}}", known: notes)
    #expect(tagged.notes.isEmpty && tagged.remarks.isEmpty && tagged.countOfKnown == 1)
    notes[0].year = 2017
    let edited = plan("@article{k, title = {One}, year = 2016, keywords = {a}}", known: notes)
    #expect(edited.notes.isEmpty && edited.countOfKnown == 1)
    #expect(
      edited.remarks.map(\.message) == [
        "'k' is there already and says otherwise (year); its note was not changed"
      ]
    )
  }

  @Test(
    "knows a paper whose title was corrected from another under its key",
    arguments: [
      ("Large Scale Distributed Deep Networks", "Large-Scale Distributed Deep Networks!", true),
      ("Large Scale Distributed Deep Networks", "Deep Networks in Large Scale", true),
      ("Large Scale Distributed Deep Networks", "MapReduce on Large Clusters", false),
      ("分散深層学習の研究", "分散深層学習についての研究", true), ("分散深層学習の研究", "勾配の圧縮", false),
    ]
  )
  func corrected(old: String, new: String, isSame: Bool) {
    let known = plan("@misc{k, title = {\(old)}, year = 2012, author = {Mo, B}}").notes
    let again = plan("@misc{k, title = {\(new)}, year = 2012, author = {Mo, B}}", known: known)
    #expect(again.notes.isEmpty == isSame && again.remarks.count == 1)
  }

  @Test(
    "gives a key that files can carry, and keeps the old one",
    arguments: [
      ("DBLP:conf/nips/Dean12", "DBLP:conf-nips-Dean12", "DBLP:conf/nips/Dean12"),
      ("O'Neil'16", "O-Neil-16", "O'Neil'16"), ("山田2020", "yamada2020study", "山田2020"),
      ("", "yamada2020study", nil),
    ] as [(String, String, String?)]
  )
  func keys(old: String, key: String, ids: String?) throws {
    let text = "@misc{\(old), title = {A Study}, author = {Yamada, Taro}, year = 2020}"
    let first = plan(text)
    let note = try #require(first.notes.first)
    #expect(note.citekey.description == key)
    #expect(note.bibtex.first { $0.name == "ids" }?.value == ids)
    #expect(first.remarks.count == (ids == nil ? 0 : 1))
    let second = plan(text, known: first.notes)
    #expect(second.notes.isEmpty && second.countOfKnown == 1)
  }

  @Test("makes a key short enough for a file's name, and keeps the old one")
  func longKeys() throws {
    let long = String(repeating: "k", count: 300)
    let text = """
      @misc{\(long)1, title = {One}}
      @misc{\(long)2, title = {Two}, crossref = {\(long)1}}
      """
    let first = plan(text)
    let short = String(repeating: "k", count: 240)
    #expect(first.notes.map(\.citekey.description) == [short, short + "a"])
    #expect(first.notes.last?.bibtex.first { $0.name == "ids" }?.value == long + "2")
    #expect(first.notes.last?.bibtex.first { $0.name == "crossref" }?.value == short)
    #expect(first.remarks.count == 2)
    let second = plan(text, known: first.notes)
    #expect(second.notes.isEmpty && second.countOfKnown == 2 && second.remarks.isEmpty)
  }

  @Test("leaves out what no key can be made for, and says where it stands")
  func keyless() {
    let plan = plan("\n@misc{, title = {分散学習}, author = {山田, 太郎}, year = 2020}")
    #expect(plan.notes.isEmpty)
    #expect(plan.problems.first?.description.hasPrefix("a.bib:2:1: '山田', the family name") == true)
    #expect(plan.problems.first?.fix?.contains("@article{") == true)
  }

  @Test("makes the key of what nobody signed from its title, with its year")
  func unsigned() {
    let plan = plan(
      "@online{, title = {The NCCL documentation}, year = 2020}\n@misc{, title = {A Page}}"
    )
    #expect(plan.notes.map(\.citekey.description) == ["nccl2020", "page"] && plan.problems.isEmpty)
  }

  @Test("asks about a paper that is there under another key")
  func twin() {
    let known = plan("@article{k, title = {One More}, year = 2016}").notes
    let plan = plan("@article{l, title = {{One} more}, year = 2016}", known: known)
    #expect(plan.notes.count == 1)
    #expect(plan.remarks.first?.message.contains("same title and year") == true)
    let first = self.plan("@misc{k, title = {A}, doi = {10.1/AB}}").notes
    let second = self.plan("@misc{l, title = {B}, doi = {https://doi.org/10.1/ab}}", known: first)
    #expect(second.remarks.first?.message.contains("same DOI") == true)
  }

  @Test("speaks of no year where neither paper has one")
  func yearless() {
    let known = plan("@misc{k, title = {One More}}").notes
    let remarks = plan("@misc{l, title = {One more}}", known: known).remarks
    #expect(remarks.first?.message.contains("has the same title as 'l'") == true)
  }
}

@Suite("A bibliography with something wrong in it")
struct BibliographyProblemTests {
  private func read(
    _ text: String,
    _ format: BibliographyFormat = .bibtex
  ) -> Bibliography {
    var reader = BibliographyReader()
    return reader.read(Array(text.utf8), format, file: "a")
  }

  @Test(
    "gives all that can be read, and a problem for each that cannot",
    arguments: [
      ("@misc{a, title = {A}\n@misc{b, title = {B}}", ["b"], ["a:1:1"]),
      ("@misc{a, title = {A\n@misc{b, title = {B}}\n@misc{c}", ["b", "c"], ["a:1:1"]),
      (
        "@misc{a, title = {A\n@misc{b, title = {B\n@misc{c, title = {C}}", ["c"],
        ["a:1:1", "a:2:1"]
      ),
      ("@misc{a, title = \"A}\"}\n\n@misc{b}", ["b"], ["a:1:20"]),
      (
        "@misc{a, x = y}@misc{b}, @misc{c d}\n@misc{e, title = {me@a.b}}", ["b", "e"],
        ["a:1:14", "a:1:34"]
      ),
      ("@misc{a,\n  title {A}\n}\n@misc{b}", ["b"], ["a:2:3"]),
      ("@misc{a b, title = {has @x{y} in}}\n@misc{c}", ["c"], ["a:1:9"]),
      (
        "@misc{a b}\n@ misc {c}\n@misc{d e}\n@my-type{f}\n@misc{g h}\n@type2 (i)\n@x{j k}\n@Ä{l}",
        ["c", "f", "i", "l"], ["a:1:9", "a:3:9", "a:5:9", "a:7:6"]
      ),
      ("@misc{a, title = {A\n@ misc{b}\n@my_type{c}", ["b", "c"], ["a:1:1"]),
    ]
  )
  func recovers(text: String, keys: [String], places: [String]) {
    let bibliography = read(text)
    #expect(bibliography.entries.map(\.key) == keys)
    #expect(bibliography.problems.compactMap { $0.location?.description } == places)
    #expect(bibliography.problems.allSatisfy { $0.fix != nil })
  }

  @Test("has macros that grow without bound, and is read but for those")
  func endlessMacros() throws {
    let names = "abcdefghijklmnopqrstuvwxyz".map(String.init)
    let macros = zip(names, names.dropFirst()).map { "@string{\($1) = \($0) # \($0) # \($0)}\n" }
    let text =
      "@string{a = \"0123456789\"}\n" + macros.joined() + "@misc{x, note = j # j}\n@misc{y}"
    let bibliography = read(text)
    #expect(bibliography.entries.map(\.key) == ["x", "y"])
    #expect(bibliography.entries.first?["note"]?.utf8.count == 2 * 196_830)
    #expect(bibliography.problems.count == 1)
    #expect(bibliography.problems.first?.location?.line == 12)
    #expect(bibliography.problems.first?.message.contains("1 MB") == true)
    #expect(bibliography.problems.first?.fix != nil)
  }

  @Test("has values that are not too long but too many")
  func manyMacros() {
    let long = String(repeating: "x", count: 900_000)
    let entries = (0..<60).map { "@misc{k\($0), note = a}" }.joined(separator: "\n")
    let bibliography = read("@string{a = {\(long)}}\n\(entries)\n@misc{last}")
    #expect(bibliography.entries.count == 56 && bibliography.entries.last?.key == "last")
    #expect(bibliography.problems.count == 5)
  }

  @Test("may use the macros of the one before")
  func macros() {
    var reader = BibliographyReader()
    let first = reader.read(Array("@string{j = \"J. HPC\"}".utf8), .bibtex, file: "abbr.bib")
    #expect(first.entries.isEmpty && first.definesMacros)
    let second = reader.read(Array("@misc{a, note = J}".utf8), .bibtex, file: "a.bib")
    #expect(second.entries.first?["note"] == "J. HPC")
  }

  @Test("in Latin-1 is read with a warning, also where only some lines are")
  func latin1() {
    var bytes = Array("@misc{a,\n title = {Gödel},\n note = {".utf8)
    bytes += [0x4D, 0xFC, 0x6C, 0x80] + Array("}}".utf8)
    var reader = BibliographyReader()
    let bibliography = reader.read(bytes, .bibtex, file: "a.bib")
    #expect(bibliography.entries.first?["title"] == "Gödel")
    #expect(bibliography.entries.first?["note"] == "Mül€")
    #expect(
      bibliography.warnings.map(\.headline) == [
        "a.bib:3: the line is not UTF-8 and was read as Latin-1"
      ]
    )
  }

  @Test("in UTF-16 is read", arguments: [false, true])
  func utf16(isLittle: Bool) {
    let units = Array("\u{FEFF}@misc{a, title = {分散 😀}}".utf16)
    let bytes = units.flatMap { unit in
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isLittle ? pair.reversed() : pair
    }
    var reader = BibliographyReader()
    #expect(reader.read(bytes, .bibtex, file: "a").entries.first?["title"] == "分散 😀")
  }

  @Test("leaves out the byte order marks of files that were joined")
  func joined() {
    let bibliography = read("\u{FEFF}@misc{a}\n\u{FEFF}@misc{b, title = {x\u{FEFF}y}}")
    #expect(bibliography.entries.map(\.key) == ["a", "b"])
    #expect(bibliography.entries.last?["title"] == "xy")
  }

  @Test("in CSL-JSON says where it is no JSON, and keeps what stands before")
  func csl() {
    let text = "[{\"id\": \"a\", \"title\": \"A\"},\n 3,\n {\"id\": \"b\"},\n {\"id\": ]"
    let bibliography = read(text, .cslJSON)
    #expect(bibliography.entries.map(\.key) == ["a", "b"])
    #expect(bibliography.problems.compactMap { $0.location?.description } == ["a:2", "a:4:9"])
  }

  @Test("in RIS says which record is cut short, and what stands between records")
  func ris() {
    let text = "TY  - JOUR\nTI  - A\nTY  - JOUR\nID  - b\nER  - \nstray\nTY  - BOOK\nTI  - C\n"
    let bibliography = read(text, .ris)
    #expect(bibliography.entries.map(\.key) == ["b"])
    #expect(bibliography.problems.compactMap { $0.location?.line } == [1, 6, 7])
  }
}
