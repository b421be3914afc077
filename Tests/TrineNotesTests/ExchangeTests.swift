// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

@testable import TrineNotes

/// Papers whose names, dates and types differ, all things pandoc and Trine mean the same by.
private let papers = #"""
  @article{a, title = {Parallel Training}, author = {van den Oord, A{\"a}ron and Jean de la Fontaine
    and King, Jr., Martin Luther and {Google Inc.}}, journal = {J. of Speed}, volume = 3, number = 4,
    pages = {1--15}, month = jun, year = 2016, issn = {1234-5678}, url = {http://a.b/c_d},
    doi = {10.1/a_b}, abstract = {A \& b}, keywords = {x, y}, note = {N}}
  @inproceedings{b, title = {B}, author = {Mo, B}, editor = {Ed, A}, booktitle = {Proc. of C},
    series = {LNCS}, publisher = {ACM}, address = {Berlin}, year = 2010}
  @phdthesis{c, title = {C}, author = {X, Y}, school = {MIT}, year = 2000}
  @techreport{d, title = {D}, author = {X, Y}, institution = {MIT}, year = 2000, number = {TR-1}}
  @book{e, title = {E}, author = {X, Y}, publisher = {P}, edition = {2}, isbn = {1}, year = 2000}
  @incollection{g, title = {F}, author = {X, Y}, booktitle = {Bk}, chapter = 3, year = 2001}
  @mastersthesis{i, title = {F}, author = {X, Y}, school = {S}, year = 2001}
  @unpublished{j, title = {F}, author = {X, Y}, note = {draft}, year = 2001}
  """#

/// What a program prints for an input; `nil` where it is not installed.
func output(of command: [String], _ input: String) throws -> String? {
  let process = Process()
  let (source, sink) = (Pipe(), Pipe())
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = command
  process.standardInput = source
  process.standardOutput = sink
  try process.run()
  try source.fileHandleForWriting.write(contentsOf: Data(input.utf8))
  try source.fileHandleForWriting.close()
  let bytes = try sink.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return process.terminationStatus == 0 ? String(decoding: bytes, as: UTF8.self) : nil
}

@Suite("Papers in other programs' forms")
struct ExchangeTests {
  /// Particles are dropped or not as the style of the country is; both are the family's here.
  private func whole(_ name: JSONValue) -> [String?] {
    let parts = ["dropping-particle", "non-dropping-particle", "family"].compactMap {
      name[$0]?.string
    }
    return [
      parts.joined(separator: " "), name["given"]?.string, name["suffix"]?.string,
      name["literal"]?.string,
    ]
  }

  @Test("CSL-JSON says what pandoc's says of the same entries")
  func pandocReads() throws {
    guard let theirs = try output(of: ["pandoc", "-f", "bibtex", "-t", "csljson"], papers) else {
      return
    }
    let expected = try JSONReader.value(theirs).array ?? []
    let actual = try JSONReader.value(CSLWriter.text(importedNotes(papers))).array ?? []
    #expect(expected.count == 8 && actual.count == 8)
    for (left, right) in zip(expected, actual) {
      guard case .object(let members) = left else { continue }
      for (name, value) in members {
        switch name {
        case "author", "editor":
          #expect(value.array?.map(whole) == right[name]?.array?.map(whole), "\(left)")
        case "title", "container-title":
          // Pandoc gives titles the case of a sentence, and those of books that of a headline.
          #expect(value.string?.lowercased() == right[name]?.string?.lowercased())
        case "chapter-number": #expect(value.string == right[name]?.string)
        default: #expect(value == right[name], "\(name) of \(left)")
        }
      }
    }
  }

  @Test("CSL-JSON that pandoc made is read as pandoc reads it")
  func pandocWrites() throws {
    guard let csl = try output(of: ["pandoc", "-f", "bibtex", "-t", "csljson"], papers),
      let theirs = try output(of: ["pandoc", "-f", "csljson", "-t", "bibtex"], csl)
    else { return }
    let expected = try BibTeXParser.entries(theirs, file: "pandoc.bib")
    let actual = try importedNotes(csl, .cslJSON).map(BibTeXWriter.entry)
    #expect(expected.count == actual.count)
    for (left, right) in zip(expected, actual) {
      #expect(left.key == right.key && left.year == right.year)
      #expect(kind(left) == kind(right))
      #expect(words(left) == words(right))
      #expect(left.title.lowercased() == right.title.lowercased())
      for name in ["journal", "booktitle", "volume", "month", "series", "note"]
      where left[name] != nil {
        #expect(left.text(name) == right.text(name), "\(name) of \(left.key)")
      }
      let publisher = ["publisher", "school", "institution"].lazy.compactMap { right.text($0) }
        .first
      if left["publisher"] != nil { #expect(left.text("publisher") == publisher) }
    }
  }

  /// Pandoc tells no master's thesis from another and no part of a book from another.
  private func kind(_ entry: BibTeXEntry) -> String {
    let kinds = ["mastersthesis": "phdthesis", "incollection": "inbook"]
    return kinds[entry.type] ?? entry.type
  }

  /// The words of all names: pandoc moves particles and suffixes about.
  private func words(_ entry: BibTeXEntry) -> [String] {
    entry.authors.flatMap { $0.split { ", ".contains($0) }.map(String.init) }.sorted()
  }

  @Test(
    "comes back from them as far as they have room",
    arguments: [
      (BibliographyFormat.cslJSON, ExportFormat.cslJSON), (.ris, .ris),
    ]
  )
  func backAndForth(form: BibliographyFormat, export: ExportFormat) throws {
    let first = try importedNotes(papers)
    let again = try importedNotes(export.text(first), form)
    #expect(again.map(\.citekey) == first.map(\.citekey))
    for (left, right) in zip(first, again) {
      #expect(left.title == right.title && left.authors == right.authors, "\(export)")
      #expect(left.year == right.year && left.doi == right.doi && left.tags == right.tags)
      for name in ["volume", "number", "month", "series", "abstract", "note", "edition", "address"]
      {
        let (l, r) = (BibTeXWriter.entry(left).text(name), BibTeXWriter.entry(right).text(name))
        #expect(l == r, "\(name) of \(left.citekey)")
      }
    }
    #expect(export.text(again) == export.text(first))
  }

  @Test("CSL-JSON of other programs is read with its markup, dates and unknown variables")
  func csl() throws {
    let text = #"""
      [{"id": 7, "citation-key": "oord2016", "type": "article-journal",
        "title": "The <i>x</i> of <span class=\"nocase\">iPhone</span> & H<sub>2</sub>O",
        "author": [{"family": "Oord", "given": "A", "non-dropping-particle": "van den"},
          {"literal": "Du, Mo and Co"}, {"family": "King", "given": "M", "suffix": "Jr."}],
        "issued": {"date-parts": [["2016", 6, 2]]}, "accessed": {"raw": "yesterday"}, "page": "1-15",
        "custom": {"a": [1]}, "source": "arXiv.org", "number": "n1", "issue": "4", "archive": "arXiv",
        "archive_location": "1604.00981", "DOI": "10.1/a_b"}]
      """#
    let note = try #require(try importedNotes(text, .cslJSON).first)
    #expect(note.citekey.description == "oord2016" && note.arxiv == "1604.00981")
    #expect(note.title == "The x of iPhone & H2O" || note.title.contains("iPhone"))
    #expect(note.authors == ["van den Oord, A", "Du, Mo and Co", "King, Jr., M"])
    let entry = BibTeXWriter.entry(note)
    #expect(entry["title"] == #"The \emph{x} of {iPhone} \& H\textsubscript{2}O"#)
    #expect(entry["month"] == "jun" && entry["day"] == "2" && entry["pages"] == "1--15")
    #expect(entry["urldate"] == "yesterday" && entry["source"] == "arXiv.org")
    #expect(entry["number"] == "4" && entry["csl-number"] == "n1" && entry["doi"] == "10.1/a_b")
    #expect(entry.text("custom") == #"{"a":[1]}"#)
  }

  @Test("RIS of other programs is read with its dates, synonyms and unknown tags")
  func ris() throws {
    let text = """
      TY  - JOUR
      T1  - A Title that
      goes on
      A1  - King, M, Jr.
      AU  - {Group}
      AU  - du Mo, B
      Y1  - 2016/06//summer
      JF  - Journal of Speed
      JO  - J. Speed
      SP  - e12
      EP  - 15
      SN  - 1234-5678
      L1  - file:///a_b.pdf
      L1  - c.pdf
      KW  - x
      KW  - y z
      ER  -

      """
    let crlf = "\u{FEFF}" + text.replacing("\n", with: "\r\n").replacing("ER  -", with: "ER  - ")
    let note = try #require(try importedNotes(crlf, .ris).first)
    #expect(note.citekey.description == "king2016title")
    #expect(note.title == "A Title that goes on" && note.tags == ["x", "y z"])
    #expect(note.authors.first == "King, Jr., M" && note.authors.last == "du Mo, B")
    let entry = BibTeXWriter.entry(note)
    #expect(entry["month"] == "jun" && entry["pages"] == "e12--15" && entry["issn"] == "1234-5678")
    #expect(RISWriter.text([note]).contains("L1  - file:///a_b.pdf\nL1  - c.pdf\n"))
  }

  @Test("Hayagriva is YAML that has every paper")
  func hayagriva() throws {
    let text = HayagrivaWriter.text(try importedNotes(papers))
    let isYAML = try YAMLBlock.compose(text) != nil
    #expect(isYAML && text.split(separator: "\n").count { $0.hasPrefix("\"") } == 8)
    let first = """
      "a":
        type: article
        title: "Parallel Training"
        author: ["van den Oord, Aäron", "de la Fontaine, Jean", "King, Jr., Martin Luther", "Google Inc."]
        date: 2016-06
        abstract: "A & b"
        page-range: "1-15"
        url: "http://a.b/c_d"
        serial-number: {doi: "10.1/a_b", issn: "1234-5678"}
        note: "N"
        parent:
          type: periodical
          title: "J. of Speed"
          volume: 3
          issue: 4

      """
    #expect(text.hasPrefix(first))
  }
}
