// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("What is easily lost between programs' forms")
struct ExchangeDetailTests {
  @Test("a keyword of RIS with a comma stays one", arguments: [["one, two"], ["a", "b; c", "d"]])
  func keywords(words: [String]) throws {
    let lines = words.map { "KW  - \($0)\n" }.joined()
    let record = "TY  - JOUR\nID  - a\nTI  - A\n\(lines)ER  - \n"
    let note = try #require(try importedNotes(record, .ris).first)
    #expect(note.tags == words && !note.bibtex.contains { $0.name == "keywords" })
    #expect(RISWriter.text([note]).contains(lines))
    let written = try #require(BibTeXWriter.written(note)).text
    #expect(try importedNotes(written, .bibtex).first?.tags == words)
  }

  @Test(
    "keywords of BibTeX are split outside braces, but those around all of them",
    arguments: [
      ("a, b; c", ["a", "b", "c"]), ("{a, b}, c", ["a, b", "c"]), ("{a; b}", ["a", "b"]),
      ("{a, b},", ["a, b"]), (#"S\&P, x\,y"#, ["S&P", "x y"]), ("{A} and {B}", ["A and B"]),
      (" , ;", []),
    ]
  )
  func splitting(tex: String, words: [String]) {
    #expect(KeywordList.keywords(tex) == words)
  }

  @Test("T2 of a chapter or a conference's paper comes back", arguments: ["CHAP", "CPAPER"])
  func secondTitle(type: String) throws {
    let record = "TY  - \(type)\nID  - a\nTI  - A\nT2  - The Book\nJO  - Series J\nER  - \n"
    let again = RISWriter.text(try importedNotes(record, .ris))
    #expect(again.contains("\nT2  - The Book\n") && again.contains("\nJO  - Series J\n"))
  }

  @Test(
    "a type of CSL that BibTeX does not know comes back",
    arguments: ["article", "interview", "document", "article-journal"]
  )
  func type(type: String) throws {
    let item = #"[{"id": "a", "type": "\#(type)", "title": "A", "publisher": "bioRxiv"}]"#
    let again = try CSLWriter.text(importedNotes(item, .cslJSON))
    #expect(try JSONReader.value(again).array?.first?["type"]?.string == type)
  }

  @Test("an empty line in a value of RIS begins a paragraph, and is nothing between tags")
  func paragraphs() throws {
    let record =
      "TY  - JOUR\n\nID  - a\nTI  - T\n\nAB  - One\ntwo.\n\nThree.\n\n\nN1  - n\n\nER  - \n"
    let note = try #require(try importedNotes(record, .ris).first)
    let entry = BibTeXWriter.entry(note)
    #expect(entry["abstract"] == "One two.\n\nThree." && entry["note"] == "n" && note.title == "T")
  }

  @Test("every variable of CSL that has texts or names comes back")
  func variables() throws {
    let names = [
      "compiler", "performer", "host", "guest", "narrator", "producer", "executive-producer",
      "organizer", "script-writer", "series-creator",
    ]
    let texts = [
      "part", "division", "supplement", "printing", "locator", "year-suffix", "citation-label",
      "citation-number", "first-reference-note-number", "original-publisher-place", "license",
      "part-number", "printing-number", "supplement-number",
      "archive_collection",
      "reviewed-genre",
    ]
    let members =
      names.map { #""\#($0)": [{"family": "Doe", "given": "J"}]"# }
      + texts.map { #""\#($0)": "x y""# } + [#""custom": {"k": ["v", 2]}"#]
    let item = #"{"id": "a", "type": "song", "title": "A", \#(members.joined(separator: ", "))}"#
    let again = try JSONReader.value(CSLWriter.text(importedNotes(item, .cslJSON)))
    #expect(try again.array?.first == JSONReader.value(item))
  }

  @Test(
    "a type that BibLaTeX says more of is CSL's for it, and an addendum joins the note",
    arguments: [
      ("article, entrysubtype = {magazine}", "article-magazine", "N. Add"),
      ("article, entrysubtype = {newspaper}", "article-newspaper", "N. Add"),
      ("unpublished, eventtitle = {E}", "speech", "N. Add"),
      ("unpublished", "manuscript", "N. Add"),
    ]
  )
  func subtypes(fields: String, type: String, note: String) throws {
    let (name, rest) = (fields.prefix { $0 != "," }, fields.drop { $0 != "," })
    let text = "@\(name){a, title = {T}, note = {N}, addendum = {Add}\(rest)}"
    let item = try JSONReader.value(CSLWriter.text(importedNotes(text))).array?.first
    #expect(item?["type"]?.string == type && item?["note"]?.string == note)
  }

  @Test(
    "pages have BibTeX's dash, whatever stood between them",
    arguments: [
      ("12--15", "12--15"), ("12-15", "12--15"), ("12–15", "12--15"), ("e1 - e5", "e1--e5"),
      ("1-2, 5-6", "1--2, 5--6"), ("e12", "e12"),
    ]
  )
  func pages(text: String, tex: String) throws {
    let item = #"[{"id": "a", "type": "article-journal", "title": "A", "page": "\#(text)"}]"#
    let record = "TY  - JOUR\nID  - a\nTI  - A\nSP  - \(text)\nER  - \n"
    for note in try importedNotes(item, .cslJSON) + importedNotes(record, .ris) {
      #expect(BibTeXWriter.entry(note)["pages"] == tex)
    }
  }

  @Test(
    "a number of RIS is an ISSN or an ISBN by its form, and by the type where it has neither",
    arguments: [
      ("JOUR", ["978-3-16-148410-0", "0028-083x"], "978-3-16-148410-0", "0028-083x"),
      ("BOOK", ["0028-0836"], nil, "0028-0836"), ("BOOK", ["7", "0028-0836"], "7", "0028-0836"),
      ("JOUR", ["080442957X"], "080442957X", nil), ("JOUR", ["7"], nil, "7"),
      ("JOUR", ["7", "ISSN 0028-0836 (Print)"], nil, "ISSN 0028-0836 (Print)"),
      ("THES", ["978 3 16 148410 0"], "978 3 16 148410 0", nil), ("THES", ["7"], "7", nil),
      ("CONF", ["9783161484100", "1234-5678", "8765-4321"], "9783161484100", "1234-5678"),
    ] as [(String, [String], String?, String?)]
  )
  func serialNumbers(type: String, numbers: [String], isbn: String?, issn: String?) throws {
    let lines = numbers.map { "SN  - \($0)\n" }
    let record = "TY  - \(type)\nID  - a\nTI  - A\n\(lines.joined())ER  - \n"
    let note = try #require(try importedNotes(record, .ris).first)
    let entry = BibTeXWriter.entry(note)
    #expect(entry["isbn"] == isbn && entry["issn"] == issn)
    let again = RISWriter.text([note])
    #expect(lines.allSatisfy { again.contains($0) })
    #expect(try RISWriter.text(importedNotes(again, .ris)) == again)
  }

  @Test(
    "of an id of CSL only an address loses its path, as Zotero's do",
    arguments: [
      ("http://zotero.org/users/1/items/ABCD", "ABCD", nil),
      ("https://zotero.org/groups/1/items/ABCD", "ABCD", nil),
      ("DBLP:conf/nips/Recht11", "DBLP:conf-nips-Recht11", "DBLP:conf/nips/Recht11"),
      ("10.1/a", "10.1-a", "10.1/a"), ("plain", "plain", nil),
    ] as [(String, String, String?)]
  )
  func ids(id: String, key: String, old: String?) throws {
    let note = try #require(
      try importedNotes(#"[{"id": "\#(id)", "title": "A"}]"#, .cslJSON).first
    )
    #expect(note.citekey.description == key)
    #expect(note.bibtex.first { $0.name == "ids" }?.value == old)
  }

  @Test("'and others' is nobody's name where a form has no word for it")
  func others() throws {
    let people = "author = {Mo, B and others}, editor = {Ed, A and others}"
    let notes = try importedNotes("@book{a, title = {A}, \(people)}\n@misc{b, author = {{others}}}")
    let ris = RISWriter.text(notes)
    #expect(ris.contains("AU  - Mo, B\nA2  - Ed, A\n"))
    #expect(ris.split(separator: "\n").filter { $0.contains("others") } == ["AU  - others"])
    let hayagriva = HayagrivaWriter.text(notes)
    #expect(hayagriva.contains("author: [\"Mo, B\"]\n"))
    #expect(hayagriva.contains("editor: [\"Ed, A\"]\n"))
    #expect(CSLWriter.text(notes).contains("others"))
  }

  @Test("a preamble is left out with a remark, an empty one without")
  func preamble() {
    var reader = BibliographyReader()
    let text = "@preamble{\"\"}\n@preamble{\"\\newcommand{\\x}{y}\"}\n@misc{a}"
    let bibliography = reader.read(Array(text.utf8), .bibtex, file: "a.bib")
    #expect(bibliography.entries.count == 1 && bibliography.problems.isEmpty)
    #expect(bibliography.warnings.map(\.location?.line) == [2])
    #expect(bibliography.warnings.first?.message.contains("@preamble") == true)
  }
}
