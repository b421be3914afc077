// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

/// Parts of books, with the parents told as BibTeX wants them.
private let parts = #"""
  @inproceedings{a, title = {A}, author = {X, Y}, pages = {1--2}, crossref = {p}}
  @incollection{b, title = {B}, author = {X, Y}, publisher = {Own}, year = 1999, crossref = {p}}
  @proceedings{p, title = {Proceedings}, booktitle = {Proceedings}, editor = {Ed, A and Mo, B},
    year = 2012, month = jun, publisher = {ACM}, address = {Berlin}, series = {LNCS}, volume = 3,
    isbn = {1}, url = {http://p.q}, note = {N}}
  """#

@Suite("What papers take from others, exported")
struct InheritanceTests {
  private func notes(_ text: String) throws -> [PaperNote] {
    var plan = ImportPlan(known: [], taken: [], today: try #require(Day("2026-11-23")))
    plan.add(try BibTeXParser.entries(text, file: "a.bib"))
    return plan.notes
  }

  @Test("is in CSL-JSON what pandoc says", arguments: ["bibtex", "biblatex"])
  func pandoc(form: String) throws {
    guard let theirs = try output(of: ["pandoc", "-f", form, "-t", "csljson"], parts) else {
      return
    }
    let expected = try JSONReader.value(theirs).array ?? []
    let actual = try JSONReader.value(CSLWriter.text(notes(parts))).array ?? []
    #expect(expected.count == 3 && actual.count == 3)
    for (left, right) in zip(expected, actual) {
      guard case .object(let members) = left else { continue }
      for (name, value) in members where name != "type" {
        #expect(value == right[name], "\(name) of \(left)")
      }
    }
  }

  private let books = """
    @inbook{c, title = {C}, author = {X, Y}, crossref = {BK}, doi = {10.1/c}}
    @incollection{d, title = {D}, author = {X, Y}, xdata = {none, x}, crossref = {bk}}
    @article{e, title = {E}, date = {2001-02}, crossref = {j}}
    @book{bk, title = {The Book}, editor = {Ed, A}, year = 2013, month = may, publisher = {Sp},
      doi = {10.1/bk}, keywords = {k}, crossref = {set}}
    @book{set, title = {The Set}, series = {S}, crossref = {bk}}
    @xdata{x, publisher = {Data}}
    @periodical{j, title = {Journal}, year = 2002, month = mar, issn = {2}}
    """

  @Test("has the parent's title as the book's, and not what identifies the parent")
  func titles() throws {
    let items = try JSONReader.value(CSLWriter.text(notes(books))).array ?? []
    func value(_ key: String, _ name: String) -> JSONValue? {
      items.first { $0["id"]?.string == key }?[name]
    }
    #expect(value("c", "container-title")?.string == "The Book")
    #expect(value("c", "publisher")?.string == "Sp" && value("d", "publisher")?.string == "Data")
    #expect(value("c", "collection-title")?.string == "S")
    #expect(value("c", "DOI")?.string == "10.1/c" && value("d", "DOI") == nil)
    #expect(value("d", "keyword") == nil && value("d", "editor")?.array?.count == 1)
    #expect(value("e", "container-title")?.string == "Journal")
    let date = value("e", "issued")?["date-parts"]
    #expect(date == .array([.array([.integer(2001), .integer(2)])]))
  }

  @Test("is in RIS and Hayagriva, also of a part without its book")
  func others() throws {
    let all = try notes(books)
    let part = all.filter { $0.citekey.description == "c" }
    let ris = RISWriter.text(part, among: all)
    for line in ["PY  - 2013", "DA  - 2013/05//", "T2  - The Book", "PB  - Sp", "A2  - Ed, A"] {
      #expect(ris.contains("\n\(line)\n"), "\(line)")
    }
    let hayagriva = HayagrivaWriter.text(part, among: all)
    #expect(hayagriva.contains("  date: 2013-05\n"))
    #expect(hayagriva.contains("    title: \"The Book\"\n    editor: [\"Ed, A\"]\n"))
    #expect(!RISWriter.text(part).contains("The Book"))
  }

  @Test("does no harm where parents are many and name one another")
  func hostile() throws {
    let keys = (0..<60).map { "k\($0)" }
    let all = keys.joined(separator: ", ")
    let text = keys.map { "@misc{\($0), title = {T \($0)}, xdata = {\(all)}, crossref = {k9}}" }
    #expect(try CSLWriter.text(notes(text.joined(separator: "\n"))).contains("T k59"))
  }

  @Test("has subtitles and main titles as pandoc has them, and nothing of a parent's for its own")
  func subtitles() throws {
    let text = """
      @incollection{a, title = {A}, crossref = {p}, location = {Rom}, langid = {french}}
      @collection{p, title = {P}, subtitle = {Sub}, date = {2001}, location = {Berlin}}
      @book{b, title = {B}, crossref = {m}} @inbook{c, title = {C}, booktitle = {Bk}, crossref = {m}}
      @mvbook{m, title = {M}, subtitle = {Ms}, date = {2002}}
      @inbook{d, title = {D}, booktitle = {Own}, crossref = {p}}
      """
    let items = try JSONReader.value(CSLWriter.text(notes(text))).array ?? []
    let titles = items.map { item in
      ["title", "container-title", "volume-title", "publisher-place"].map { item[$0]?.string }
    }
    #expect(
      titles == [
        ["A", "P: Sub", nil, "Rom"], ["M: Ms", nil, "B", nil], ["C", "M: Ms", "Bk", nil],
        ["D", "Own", nil, "Berlin"], ["M: Ms", nil, nil, nil], ["P: Sub", nil, nil, "Berlin"],
      ]
    )
    let old =
      "@inbook{a, title = {A}, location = {Rom}, crossref = {p}}@book{p, title = {P}, address = {X}}"
    #expect(RISWriter.text(try notes(old)).contains("\nCY  - Rom\n"))
  }
}
