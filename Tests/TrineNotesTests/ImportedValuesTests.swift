// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("Values of CSL-JSON and RIS that BibTeX has no field for")
struct ImportedValuesTests {
  @Test(
    "come back in CSL-JSON",
    arguments: [
      #""issued": {"date-parts": [[2019, 5, 3], [2020]]}"#,
      #""issued": {"date-parts": [[2019], [0]]}"#, #""issued": {"date-parts": [[0], [2020, 2]]}"#,
      #""issued": {"circa": true, "date-parts": [[1999]]}"#,
      #""issued": {"date-parts": [[2004]], "season": 1}"#, #""issued": {"literal": "-44"}"#,
      #""issued": {"circa": true, "date-parts": [[2004]], "season": 4}"#,
      #""accessed": {"date-parts": [[2004]], "season": 2}"#,
      #""issued": {"date-parts": [[2004]], "season": "Hilary term"}"#,
      #""issued": {"date-parts": [[2004]], "season": "Fall"}"#,
      #""issued": {"date-parts": [[2004, 5]], "season": 2}"#,
      #""issued": {"date-parts": [[2004, 21]]}"#,
      #""issued": {"date-parts": [[-50]]}"#, #""issued": {"date-parts": [[-1, 3, 15]]}"#,
      #""issued": {"date-parts": [[-1234], [-44]]}"#, #""issued": {"date-parts": [[50]]}"#,
      #""original-date": {"date-parts": [[-50], [14, 8]]}"#,
      #""accessed": {"date-parts": [[2019, 5, 3], [2020]]}"#,
      #""type": "article-magazine""#, #""type": "entry-dictionary""#, #""type": "entry""#,
      #""type": "entry-encyclopedia""#, #""type": "post-weblog""#,
      #""type": "book", "collection-number": "3", "issue": "4", "number": "5""#,
      #""type": "report", "collection-number": "3", "issue": "4", "number": "5""#,
      #""type": "article-journal", "collection-number": "3", "issue": "4", "number": "5""#,
      #""type": "patent", "jurisdiction": "EP", "publisher-place": "Rom", "status": "filed""#,
      #""type": "book", "jurisdiction": "EP", "publisher-place": "Rom", "language": "de-DE""#,
      #""author": [{"dropping-particle": "de", "family": "Gaulle", "given": "C"}]"#,
      #""author": [{"non-dropping-particle": "de", "family": "Gaulle", "given": "C"}]"#,
      #""editor": [{"dropping-particle": "de", "non-dropping-particle": "la", "family": "F", "given": "J"},"#
        + #" {"non-dropping-particle": "von", "family": "A", "given": "B", "suffix": "Jr."}]"#,
    ]
  )
  func csl(members: String) throws {
    let kind = members.hasPrefix(#""type""#) ? "" : #""type": "book", "#
    let item = #"[{"id": "a", "title": "T", \#(kind)\#(members)}]"#
    let again = try CSLWriter.text(importedNotes(item, .cslJSON))
    let (left, right) = (
      try JSONReader.value(item).array?.first, try JSONReader.value(again).array?.first
    )
    #expect(left == right)
  }

  @Test(
    "a season of CSL has BibLaTeX's number, where there is one, and its word",
    arguments: [
      ("1", "2004-21", "1"), (#""4""#, "2004-24", "4"), (#""Fall""#, "2004-23", "Fall"),
      (#""Hilary term""#, nil, "Hilary term"), ("5", nil, "5"),
    ] as [(String, String?, String)]
  )
  func season(season: String, date: String?, word: String) throws {
    let item =
      #"[{"id": "a", "title": "T", "issued": {"date-parts": [[2004]], "season": \#(season)}}]"#
    let entry = BibTeXWriter.entry(try #require(try importedNotes(item, .cslJSON).first))
    #expect(entry["year"] == "2004" && entry["date"] == date && entry["csl-season"] == word)
  }

  @Test(
    "a season is no month in RIS and Hayagriva",
    arguments: [
      ("@misc{a, title = {T}, date = {2004-21}, urldate = {2005-22}}", BibliographyFormat.bibtex),
      (
        #"""
        [{"id": "a", "title": "T", "issued": {"date-parts": [[2004]], "season": 1},
          "accessed": {"date-parts": [[2005]], "season": 2}}]
        """#, .cslJSON
      ),
    ]
  )
  func seasonElsewhere(text: String, format: BibliographyFormat) throws {
    let notes = try importedNotes(text, format)
    let ris = RISWriter.text(notes)
    #expect(ris.contains("PY  - 2004\n") && !ris.contains("DA  -") && ris.contains("Y2  - 2005\n"))
    let typst = HayagrivaWriter.text(notes)
    #expect(typst.contains("date: 2004\n") && !typst.contains("-2"))
  }

  @Test(
    "a raw text is a date where it is one",
    arguments: [
      ("2001", "[[2001]]"), ("2001-05", "[[2001,5]]"), ("2001-05-03", "[[2001,5,3]]"),
      ("2001-05/2002", "[[2001,5],[2002]]"), ("2001-05-03/2001-05-04", "[[2001,5,3],[2001,5,4]]"),
      ("-0050", "[[-51]]"), ("0000", "[[-1]]"), ("2001-13", nil), ("2001-02-30", nil),
      ("May 2001", nil), ("2001/05/03", nil), ("2001-5", nil), ("50", nil), ("-50", nil),
      ("/", nil), ("2001-05-03T10:00", nil), ("2001-00", nil),
    ] as [(String, String?)]
  )
  func raw(text: String, parts: String?) throws {
    let item = #"[{"id": "a", "title": "T", "issued": {"raw": "\#(text)"}}]"#
    let notes = try importedNotes(item, .cslJSON)
    let entry = BibTeXWriter.entry(try #require(notes.first))
    guard let parts else {
      #expect(entry["year"] == text && entry["date"] == nil && entry["month"] == nil)
      return
    }
    let issued = try JSONReader.value(CSLWriter.text(notes)).array?.first?["issued"]
    #expect(try issued?["date-parts"].map { try JSONText.line($0) } == parts)
  }

  @Test("a season that was edited counts, and not the word that came with it")
  func editedSeason() throws {
    let item = #"[{"id": "a", "title": "T", "issued": {"date-parts": [[2004]], "season": 1}}]"#
    var note = try #require(try importedNotes(item, .cslJSON).first)
    let index = try #require(note.bibtex.firstIndex { $0.name == "date" })
    note.bibtex[index].value = "2004-22"
    let issued = try JSONReader.value(CSLWriter.text([note])).array?.first?["issued"]
    #expect(issued == .object(["date-parts": .array([.array([.integer(2004), .integer(22)])])]))
  }

  @Test("a year before the first is none of a note's", arguments: ["date", "year"])
  func negative(field: String) throws {
    let text = "@book{a, title = {T}, \(field) = {-1234}}"
    let note = try #require(try importedNotes(text).first)
    #expect(note.year == nil && BibTeXWriter.entry(note)[field] == "-1234")
  }

  @Test(
    "come back in RIS",
    arguments: [
      "TY  - JOUR\nPY  - 2016\nDA  - 2016/06//summer", "TY  - BOOK\nEP  - 12",
      "TY  - JOUR\nIS  - 4\nM1  - x",
      "TY  - JOUR\nM1  - x\nIS  - 4", "TY  - MGZN\nJO  - J", "TY  - ENCYC\nT2  - B", "TY  - EJOUR",
      "TY  - BOOK\nSN  - 1\nSN  - 2", "TY  - JOUR\nLB  - l", "TY  - JOUR\nT1  - Other",
      "TY  - CASE",
    ]
  )
  func ris(lines: String) throws {
    let record = "\(lines)\nID  - a\nTI  - T\nER  - \n"
    let again = RISWriter.text(try importedNotes(record, .ris))
    #expect(record.split(separator: "\n").sorted() == again.split(separator: "\n").sorted())
  }

  @Test("keeps the sign of a year before the first, from RIS to RIS")
  func yearsBefore() throws {
    let text = "TY  - BOOK\nID  - neg\nTI  - Neg\nPY  - -49\nER  - \n"
    let note = try #require(try importedNotes(text, .ris).first)
    #expect(note.year == nil)
    #expect(ExportFormat.ris.text([note]).contains("PY  - -49\n"))
  }

  @Test("leaves out the character 0, however it is written")
  func zero() throws {
    let text = #"[{"id": "n\u0000", "type": "book", "title": "a\u0000b", "note": "\u0000"}]"#
    let note = try #require(try importedNotes(text, .cslJSON).first)
    #expect(note.title == "ab" && note.citekey.description == "n")
    #expect(ExportFormat.allCases.allSatisfy { !$0.text([note]).utf8.contains(0) })
    let bibtex = try #require(try importedNotes("@book{n, title={a\0b}}").first)
    #expect(bibtex.title == "ab")
  }
}
