// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineNotes

@Suite("Writing BibTeX")
struct BibTeXWriterTests {
  private func note(
    _ key: String,
    _ title: String,
    _ change: (inout PaperNote) -> Void = { _ in }
  )
    throws -> PaperNote
  {
    var note = PaperNote(citekey: try #require(CitationKey(key)), title: title)
    change(&note)
    return note
  }

  @Test("is sorted, protects capitals and says what kind of paper it is")
  func form() throws {
    let notes = [
      try note("b2019", "Megatron-LM: Training Multi-Billion (GPU) Models in 3D on CIFAR-10") {
        $0.authors = ["Du, A", "Google Brain Team", "others"]
        $0.year = 2019
        $0.venue = "Proceedings of Speed"
        $0.doi = "10.1/a_b"
      },
      try note("a2016", "Revisiting 100% & SGD") {
        $0.authors = ["van den Oord, Aäron"]
        $0.venue = "arXiv"
        $0.arxiv = "1604.00981"
      },
      try note("c2020", "分散学習"),
      try note("d2020", " "),
    ]
    let expected = #"""
      % Made by Trine from notes/papers: edit the notes, not this file.

      @article{a2016,
        title = {Revisiting 100\% \& {SGD}},
        author = {van den Oord, Aäron},
        journal = {arXiv preprint arXiv:1604.00981},
        eprint = {1604.00981},
        archiveprefix = {arXiv},
      }

      @inproceedings{b2019,
        title = {{Megatron-LM}: Training Multi-Billion ({GPU}) Models in {3D} on {CIFAR-10}},
        author = {Du, A and {Google Brain Team} and others},
        year = {2019},
        booktitle = {Proceedings of Speed},
        doi = {10.1/a_b},
      }

      @misc{c2020,
        title = {分散学習},
      }

      """#
    #expect(BibTeXWriter.file(notes) == expected)
    #expect(BibTeXWriter.file(notes.reversed()) == expected)
  }

  @Test(
    "is undone by reading, whatever the texts hold",
    arguments: [
      "plain", "A & B_C 5% #1 $2", "{x} \\y ~z ^w", "a--b---c ``d'' '''", "@article{a, \"b\"}",
      #"Fast $\ell_1$ and $O(n^2)$"#, "$x^2$ $y_1$-SGD, $5", "$x^$\u{301}2$ $x^$2$", "$a_{b$ $ $",
      "naïve SGD für Łódź", "分散　学習", "$k$-means $x^2$", "SGD,ADAM", "a and b", "x}", "{", "-", "\\",
      "'",
    ]
  )
  func roundTrip(text: String) throws {
    let note = try note("k2016", text) {
      $0.authors = [text, "Family, \(text)", "A B \(text)", "Du, Jr., A"]
      $0.year = 2016
      $0.venue = text
      $0.added = Day("2026-11-23")
    }
    let entries = try BibTeXParser.entries(BibTeXWriter.file([note, note]), file: "a.bib")
    #expect(entries.count == 2)
    for entry in entries {
      #expect(entry.note(key: note.citekey, added: try #require(note.added)) == note)
    }
  }

  @Test(
    "keeps the formulas of titles, and a price no formula",
    arguments: [
      (#"Fast $\ell_1$ and $O(n \log n)$ SGD"#, #"Fast $\ell_1$ and {$O(n \log n)$} {SGD}"#),
      ("$k_1$-means: $x^2$", "$k_1$-means: $x^2$"), ("$x^2$ $y^2$", "$x^2$ $y^2$"),
      ("For $5", #"For \$5"#), ("From $5_a to $6", #"From \$5\_a to \$6"#),
      ("$ x^2$", #"\$ x{\textasciicircum}2\$"#), ("$x_1$0", #"\$x\_1\$0"#),
      ("$$", #"\$\$"#), ("a $x_{1$", #"a \$x\_{\textbraceleft}1\$"#),
      ("$5 and $x^2$", #"\$5 and $x^2$"#),
    ]
  )
  func formulas(title: String, tex: String) throws {
    let entries = try BibTeXParser.entries(BibTeXWriter.file([note("k", title)]), file: "a.bib")
    #expect(entries.first?["title"] == tex)
    #expect(entries.first?.title == title)
  }
}
