// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

private func items(_ notes: [PaperNote]) throws -> [JSONValue] {
  try JSONReader.value(CSLWriter.text(notes)).array ?? []
}

/// What BibLaTeX has fields for and BibTeX has not.
private let biblatex = #"""
  @book{a, title={C}, subtitle={Sub}, author={B, C}, date={2003-04}, location={Berlin},
    publisher={P}, series={LNCS}, number={42}, langid={german}, annotation={An}}
  @mvbook{b, title={E?}, subtitle={Sub}, titleaddon={Add}, author={B, C}, year=2004}
  @misc{c, title={D}, author={B, C}, date={2019-05-03/2020}, urldate={2020-01-02}}
  @misc{d, title={D}, date={2019/}, note={N}}
  @misc{e, title={D}, date={/2020}}
  @misc{f, title={D}, date={1999~}}
  @misc{g, title={D}, date={2004-21}}
  @inbook{h, title={T}, subtitle={S}, booktitle={Book}, booksubtitle={Bs}, maintitle={Main},
    mainsubtitle={Ms}, series={LNCS}, number=3, address={Rom}, date=2001}
  @collection{i, title={Co}, maintitle={Main}, shorttitle={Short}, langid={nynorsk}, date=2001}
  @inreference{j, title={In}, booktitle={Enc}, number=1, series={S}}
  @suppbook{k, title={In}, booktitle={Enc}} @thesis{l, title={Th}, type={mathesis}, number=7}
  @patent{m, title={Pa}, location={Land}, number=8} @dataset{n, title={Da}, number=9}
  @article{o, title={Ar}, journaltitle={J}, journalsubtitle={Js}, number=4, issue={Spring}}
  @reference{p, title={R}} @mvproceedings{q, title={R}} @bookinbook{r, title={R}, booktitle={B}}
  @jurisdiction{s, title={R}} @movie{t, title={R}} @letter{u, title={R}} @artwork{v, title={R}}
  @proceedings{w, title={R}, booktitle={R}, location={Rom and New York}}
  @misc{x, title={R}, langid={english}, langidopts={variant=british}}
  """#

@Suite("What BibLaTeX says, exported")
struct ExportTermsTests {
  @Test("is in CSL-JSON what pandoc says")
  func pandoc() throws {
    guard let theirs = try output(of: ["pandoc", "-f", "biblatex", "-t", "csljson"], biblatex)
    else { return }
    let expected = try JSONReader.value(theirs).array ?? []
    let actual = try items(importedNotes(biblatex))
    #expect(expected.count == 24 && actual.count == 24)
    for (left, right) in zip(expected, actual) {
      guard case .object(let members) = left else { continue }
      for (name, value) in members where value.string != "" {
        guard let text = value.string else {
          #expect(value == right[name], "\(name) of \(left)")
          continue
        }
        // Pandoc gives titles the case of a sentence.
        #expect(text.lowercased() == right[name]?.string?.lowercased(), "\(name) of \(left)")
      }
    }
  }

  @Test(
    "and imported again is the same",
    arguments: [(BibliographyFormat.cslJSON, ExportFormat.cslJSON), (.ris, .ris)]
  )
  func fixpoint(form: BibliographyFormat, export: ExportFormat) throws {
    let first = try export.text(importedNotes(biblatex))
    let second = try export.text(importedNotes(first, form))
    #expect(second == first)
    #expect(
      try export.text(importedNotes(BibTeXWriter.entries(importedNotes(first, form)))) == first
    )
  }

  @Test("is in RIS")
  func ris() throws {
    let text = RISWriter.text(try importedNotes(biblatex))
    let lines = [
      "TI  - C: Sub", "CY  - Berlin", "T3  - LNCS", "IS  - 42", "LA  - de-DE", "RN  - An",
      "TI  - E? Sub. Add", "T2  - Book: Bs", "JO  - J: Js", "TY  - ENCYC", "DA  - 2019/05/03/",
    ]
    for line in lines { #expect("\n\(text)".contains("\n\(line)\n"), "\(line)") }
  }

  @Test("is in Hayagriva")
  func hayagriva() throws {
    let text = HayagrivaWriter.text(try importedNotes(biblatex))
    let pieces = [
      """
      "a":
        type: book
        title: {value: "C: Sub", short: "C"}
        author: ["B, C"]
        date: 2003-04
        publisher: {name: "P", location: "Berlin"}
        language: de-DE
        annote: "An"
        parent:
          type: anthology
          title: "{LNCS}"
          volume: 42

      """, "  date: ~1999\n", "\"g\":\n  type: misc\n  title: \"D\"\n  date: 2004\n",
      """
        parent:
          type: book
          title: "Book: Bs"
          publisher: {location: "Rom"}
          parent:
            type: anthology
            title: "{LNCS}"
            volume: 3

      """, "  serial-number: {serial: \"9\"}\n", "  type: entry\n",
    ]
    for piece in pieces { #expect(text.contains(piece), "\(piece)") }
  }

  @Test("a part of a book in BibTeX's words is the book, in its series")
  func bookOfPart() throws {
    let text = "@inbook{a, title={T}, chapter={1.2}, volume=1, series={S}, pages={1--2}, year=1973}"
    let expected = """
      "a":
        type: book
        title: "T"
        date: 1973
        chapter: "1.2"
        page-range: "1-2"
        volume: 1
        parent:
          type: anthology
          title: "S"

      """
    #expect(HayagrivaWriter.text(try importedNotes(text)) == expected)
  }

  @Test(
    "dates that are none of the calendar's are none in Hayagriva",
    arguments: [
      ("2004-02-31", "2004-02"), ("2004-13", "2004"), ("2004-24", "2004"),
    ]
  )
  func calendar(date: String, written: String) throws {
    let text = HayagrivaWriter.text(try importedNotes("@misc{a, title={T}, date={\(date)}}"))
    #expect(text.contains("\n  date: \(written)\n"))
  }

  @Test("a language that is no tag is not in Hayagriva, which could not be read with it")
  func language() throws {
    let text = "@misc{a, title={T}, language={english, french}}@misc{b, title={T}, language={en}}"
    let written = HayagrivaWriter.text(try importedNotes(text))
    #expect(written.split(separator: "\n").filter { $0.contains("language") } == ["  language: en"])
  }
}

@Suite("Addresses, exported")
struct ExportAddressTests {
  @Test(
    "are whole in Hayagriva, or in the note",
    arguments: [
      ("http://a.b/c_d", "http://a.b/c_d"),
      ("www.example.org/p.pdf", "https://www.example.org/p.pdf"),
      ("www.example.org", "https://www.example.org"), ("//a.org/b", "https://a.org/b"),
      ("example.org/p.pdf", "https://example.org/p.pdf"), ("a.org:80/b", "https://a.org:80/b"),
      ("http://1.2.3.4:80/x", "http://1.2.3.4:80/x"), ("https://日本.jp/x", "https://日本.jp/x"),
      ("file:///a/b", "file:///a/b"), ("urn:x:y", "urn:x:y"), ("p.pdf", nil), ("dir/p.pdf", nil),
      ("see the library", nil), ("http://", nil), ("http://a:99999/", nil), ("http://1.2.3/", nil),
      ("http://a<b/", nil), ("ftp://", nil), ("http://a%zz/", nil), ("foo://a<b/", nil),
      ("http://xn--/", nil), ("www.", nil), ("/a/b", nil), (".", nil),
    ] as [(String, String?)]
  )
  func whole(url: String, address: String?) throws {
    let text = HayagrivaWriter.text(
      try importedNotes("@misc{a, title={T}, note={N}, url={\(url)}}")
    )
    if let address {
      #expect(text.contains("\n  url: \"\(address)\"\n") && text.contains("\n  note: \"N\"\n"))
    } else {
      let shown = url.filter { $0 != " " }
      #expect(!text.contains("  url:") && text.contains("\n  note: \"N; \(shown)\"\n"))
    }
  }

  @Test(
    "are found in a howpublished",
    arguments: [
      #"\url{http://a.b/~c}"#, #"\href{http://a.b/~c}{Home}"#, #"See \url{http://a.b/~c}, 2 May"#,
      "http://a.b/~c",
    ]
  )
  func howpublished(tex: String) throws {
    let note = try importedNotes("@misc{a, title={T}, howpublished={\(tex)}}")
    #expect(try items(note).first?["URL"]?.string == "http://a.b/~c")
  }

  @Test(
    "of a link stand behind its text",
    arguments: [
      (#"\href{http://y}{here}"#, "here (http://y)"), (#"\href{http://y}{http://y}"#, "http://y"),
      (#"a \href{http://y/a\_b}{{\"u}b {c}} d"#, "a üb c (http://y/a_b) d"),
      (#"\href{http://y}{}."#, "http://y."), (#"{\href{x}{\href{y}{z}} w}"#, "yz (x) w"),
      (#"\href{http://y}"#, "http://y"), (#"\href{a}{b"#, "ab"), (#"\href"#, #"\href"#),
    ]
  )
  func links(tex: String, text: String) { #expect(TeXText.unicode(tex) == text) }
}
