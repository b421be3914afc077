// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("Entries that name one another, imported")
struct ImportedReferencesTests {
  private let day: Day

  init() throws {
    day = try #require(Day("2026-11-23"))
  }

  private func plan(_ texts: String..., known: [PaperNote] = []) throws -> ImportPlan {
    var plan = ImportPlan(known: known, taken: Set(known.map(\.citekey)), today: day)
    for text in texts { plan.add(try BibTeXParser.entries(text, file: "a.bib")) }
    return plan
  }

  private func value(_ name: String, of key: String, _ plan: ImportPlan) -> String? {
    plan.notes.first { $0.citekey.description == key }?.bibtex.first { $0.name == name }?.value
  }

  private static let proceedings = """
    @inproceedings{Dean12, title = {Large Scale}, crossref = {dblp:conf/NIPS/2012}}
    @inproceedings{Mo12, title = {Small Scale}, crossref = {P}, xref = {p}, year = 2012}
    @misc{x, title = {X}, related = {p,Dean12 , none}, xdata = {DBLP:conf/nips/2012}}
    @proceedings{DBLP:conf/nips/2012, title = {NIPS 2012}, year = 2012}
    @proceedings{p, title = {Proceedings of Something}, year = 2012}
    """

  @Test("follow the new keys of those they name, and are there already the second time")
  func follow() throws {
    let known = try plan("@book{p, title = {Quite Another}, year = 1999}").notes
    let first = try plan(Self.proceedings, known: known)
    #expect(value("crossref", of: "Dean12", first) == "DBLP:conf-nips-2012")
    #expect(value("crossref", of: "Mo12", first) == "pa")
    #expect(value("xref", of: "Mo12", first) == "pa")
    #expect(value("related", of: "x", first) == "pa, Dean12, none")
    #expect(value("xdata", of: "x", first) == "DBLP:conf-nips-2012")
    let second = try plan(Self.proceedings, known: known + first.notes)
    #expect(second.notes.isEmpty && second.remarks.isEmpty && second.countOfKnown == 5)
  }

  @Test("keep what they name where its key stays, in the case of that key")
  func stay() throws {
    let text = "@misc{c, title = {C}, crossref = {P}, related = {p,c}}\n@book{p, title = {B}}"
    let first = try plan(text)
    #expect(value("crossref", of: "c", first) == "p" && value("related", of: "c", first) == "p,c")
  }

  @Test("find a paper by a key that it had before, and so does what takes fields from it")
  func formerKeys() throws {
    let proceedings = "@proceedings{P1, title = {Proc}, year = 2014, publisher = {Pub}}"
    var parent = try #require(try plan(proceedings).notes.first)
    parent.citekey = try #require(CitationKey("new1"))
    parent.aliases = ["P1"]
    let again = try plan(proceedings, known: [parent])
    #expect(again.notes.isEmpty && again.countOfKnown == 1)
    let child = "@inproceedings{k2, title = {T}, author = {A, B}, crossref = {p1}}"
    let added = try plan(child, known: [parent])
    #expect(value("crossref", of: "k2", added) == "new1")
    // A person may write the former key.
    let written = try #require(try plan(child).notes.first)
    let item = try JSONReader.value(CSLWriter.text([written], among: [parent, written])).array?
      .first
    #expect(item?["container-title"]?.string == "Proc" && item?["publisher"]?.string == "Pub")
  }

  @Test("find what files before theirs had, but rather what is in their own")
  func files() throws {
    let first = "@book{a/b, title = {One}, year = 2001}"
    let child = "@inbook{c, title = {C}, crossref = {a/b}}"
    #expect(try value("crossref", of: "c", plan(first, child)) == "a-b")
    let own = child + "\n@book{a/b, title = {Two}, year = 2002}"
    #expect(try value("crossref", of: "c", plan(first, own)) == "a-ba")
    let known = try plan(first).notes
    #expect(try value("crossref", of: "c", plan(child, known: known)) == "a-b")
  }

  @Test("are told when they name something else than their notes do")
  func changed() throws {
    let known = try plan("@inbook{c, title = {C}, crossref = {a}}").notes
    let again = try plan("@inbook{c, title = {C}, crossref = {b}}", known: known)
    #expect(again.notes.isEmpty && again.remarks.count == 1)
    #expect(again.remarks.first?.message.contains("says otherwise (crossref)") == true)
    let twice = try plan(
      "@inbook{c, title = {C}, crossref = {a}}\n@inbook{c, title = {C}, crossref = {b}}"
    )
    #expect(twice.notes.count == 1 && twice.remarks.count == 1)
  }
}
