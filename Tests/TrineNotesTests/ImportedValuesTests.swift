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
      #""issued": {"date-parts": [[2004, 21]]}"#, #""issued": {"literal": "-44"}"#,
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
    "a season of CSL has BibLaTeX's number, or its word",
    arguments: [
      ("1", "2004-21", nil), (#""4""#, "2004-24", nil), (#""Fall""#, "2004-23", nil),
      (#""Hilary term""#, nil, "Hilary term"),
    ] as [(String, String?, String?)]
  )
  func season(season: String, date: String?, word: String?) throws {
    let item =
      #"[{"id": "a", "title": "T", "issued": {"date-parts": [[2004]], "season": \#(season)}}]"#
    let entry = BibTeXWriter.entry(try #require(try importedNotes(item, .cslJSON).first))
    #expect(entry["year"] == "2004" && entry["date"] == date && entry["csl-season"] == word)
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
}
