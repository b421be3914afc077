// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineNotes

/// Real papers whose entries show real forms.
private let realPapers = #"""
  @article{abadi2016tensorflow,
    title         = {{TensorFlow}: Large-Scale Machine Learning on Heterogeneous Distributed Systems},
    author        = {Abadi, Mart{\'\i}n and Agarwal, Ashish and others},
    year          = {2016},
    journal       = {arXiv preprint arXiv:1603.04467},
    eprint        = {1603.04467},
    archiveprefix = {arXiv}
  }
  @inproceedings{narayanan2019pipedream,
    title     = {{PipeDream}: Generalized Pipeline Parallelism for {DNN} Training},
    author    = {Narayanan, Deepak and Devanur, Nikhil R.},
    year      = {2019},
    booktitle = {Proceedings of the 27th ACM Symposium on Operating Systems Principles (SOSP 2019)},
    pages     = {1--15},
    doi       = {https://doi.org/10.1145/3341301.3359646}
  }
  """#

@Suite("A paper's note from BibTeX")
struct BibTeXNoteTests {
  private let key: CitationKey
  private let day: Day

  init() throws {
    key = try #require(CitationKey("k"))
    day = try #require(Day("2026-11-23"))
  }

  private func note(_ fields: String) throws -> PaperNote {
    let entries = try BibTeXParser.entries("@misc{k, \(fields)}", file: "a.bib")
    return try #require(entries.first).note(key: key, added: day)
  }

  @Test("has the entry's fields in Unicode")
  func realEntries() throws {
    let entries = try BibTeXParser.entries(realPapers, file: "a.bib")
    let notes = try entries.map { $0.note(key: try #require($0.citationKey), added: day) }
    let tensorFlow = PaperNote(
      citekey: try #require(CitationKey("abadi2016tensorflow")),
      title: "TensorFlow: Large-Scale Machine Learning on Heterogeneous Distributed Systems",
      authors: ["Abadi, Martín", "Agarwal, Ashish", "others"],
      year: 2016,
      venue: "arXiv",
      arxiv: "1603.04467",
      added: day
    )
    #expect(notes.first == tensorFlow)
    #expect(notes.last?.doi == "10.1145/3341301.3359646")
    #expect(
      notes.last?.venue
        == "Proceedings of the 27th ACM Symposium on Operating Systems Principles (SOSP 2019)"
    )
    #expect(entries.last?.text("pages") == "1–15")
  }

  @Test(
    "has TeX undone",
    arguments: [
      (#"G{\"o}del, \'E. \v{S} {\ss} \o\L\aa"#, "Gödel, É. Š ß øŁå"),
      (
        #"\"{u}\"u{\"u}\c{c}\c c\H{o}\k{a}\r a\u{g}\.{z}\=o\^e\~n\`a\d{u}\b{d}"#, "üüüççőąåğżōêñàụḏ"
      ),
      (#"Mart{\'\i}n, {\'{\i}}, \'{i}, \i"#, "Martín, í, í, ı"),
      (##"A~B \& C\_D 5\% \#1 \$2 \{x\}"##, "A B & C_D 5% #1 $2 {x}"),
      ("pp. 1--2---3 ``quoted'' it's", "pp. 1–2—3 “quoted” it's"),
      (#"\emph{very} {\bf bold} \url{http://a.b}"#, "very bold http://a.b"),
      (#"$k$-means in $O(n^2)$, \LaTeX{}"#, "k-means in $O(n^2)$, LaTeX"),
      ("  two\n   lines\t here ", "two lines here"),
      (#"50% of {AB}C \unknown x"#, #"50% of ABC \unknown x"#),
      ("\\~{} \\^{} a\\", "~ ^ a\\"),
      ("深層学習", "深層学習"),
    ]
  )
  func tex(source: String, expected: String) throws {
    let entry = BibTeXEntry(
      type: "misc",
      key: "k",
      fields: [BibTeXEntry.Field(name: "title", value: source)],
      location: SourceLocation(file: "a.bib")
    )
    let note = entry.note(key: key, added: day)
    #expect(note.title == expected)
    #expect(Array(note.title.unicodeScalars) == Array(expected.unicodeScalars), "composed")
  }

  @Test(
    "has each author as 'Family, Given'",
    arguments: [
      ("Jianmin Chen and Pan, Xinghao", ["Chen, Jianmin", "Pan, Xinghao"]),
      ("{Google Brain Team} AND Jayadeva", ["Google Brain Team", "Jayadeva"]),
      ("Charles Louis de la Vall{\\'e}e Poussin", ["de la Vallée Poussin, Charles Louis"]),
      ("van den Oord, A{\\\"a}ron", ["van den Oord, Aäron"]),
      (
        "King, Jr., Martin Luther and Sammy Davis Jr.",
        ["King, Jr., Martin Luther", "Davis, Jr., Sammy"]
      ),
      ("Barnes{ and }Noble and {Simon and Schuster}", ["Barnes and Noble", "Simon and Schuster"]),
      (
        "Nu\\~nez, I{\\~n}aki\n  and Marc'Aurelio Ranzato",
        ["Nuñez, Iñaki", "Ranzato, Marc'Aurelio"]
      ),
      ("山田 太郎 and アキバ,　タクヤ and others", ["山田, 太郎", "アキバ, タクヤ", "others"]),
      ("and and", []), ("J.~R. Smith", ["Smith, J. R."]),
      (
        "family=Berg, given=Jan, prefix=van den, useprefix=true and given=Hans, family={Harman}",
        ["van den Berg, Jan", "Harman, Hans"]
      ),
      ("given={Jan Piet}, suffix=Jr., family=M{\\\"u}ller, id=4", ["Müller, Jr., Jan Piet"]),
      ("family=Berg and given=Cher", ["Berg", "Cher"]),
      ("Given = Jan, Family = {Berg}", ["Berg, Jan"]),
      ("family=\"Berg\", given=\"Jan\"", ["Berg, Jan"]),
      ("{family=Berg, given=Jan} and Berg, a=b", ["family=Berg, given=Jan", "Berg, a=b"]),
    ]
  )
  func authors(source: String, expected: [String]) throws {
    #expect(try note("author = {\(source)}").authors == expected)
  }

  @Test(
    "finds arXiv ids wherever they stand",
    arguments: [
      ("eprint = {1604.00981v2}, archivePrefix = {arXiv}", "1604.00981", "arXiv"),
      ("eprint = {arXiv:1604.00981}, journal = {J. Speed}", "1604.00981", "J. Speed"),
      ("journal = {arXiv preprint arXiv:1709.05011}", "1709.05011", "arXiv"),
      (
        "journal = {ArXiv e-prints}, url = {https://arxiv.org/abs/1709.05011v1}", "1709.05011",
        "arXiv"
      ),
      ("url = {https://arxiv.org/pdf/1709.05011.pdf}", "1709.05011", "arXiv"),
      ("eprint = {cs/0112017}", "cs/0112017", "arXiv"),
      ("eprint = {hal-01234}, eprinttype = {hal}", nil, nil),
      ("note = {arXiv:1806.03377 is another paper}", nil, nil),
      ("url = {https://example.org/2016.12345}", nil, nil),
    ] as [(String, String?, String?)]
  )
  func arxiv(fields: String, id: String?, venue: String?) throws {
    let note = try note(fields)
    #expect(note.arxiv == id)
    #expect(note.venue == venue)
  }

  @Test(
    "has the DOI without an address",
    arguments: [
      ("10.1/a_b", "10.1/a_b"), ("https://doi.org/10.1/a\\_b", "10.1/a_b"),
      ("http://dx.doi.org/10.1/a--b", "10.1/a--b"), ("doi:10.1/A(1)2", "10.1/A(1)2"),
      ("none", nil),
    ] as [(String, String?)]
  )
  func doi(source: String, expected: String?) throws {
    #expect(try note("doi = {\(source)}").doi == expected)
  }

  @Test("has year and tags from the fields that hold them")
  func yearAndTags() throws {
    #expect(try note("date = {2016-04-04}").year == 2016)
    #expect(try note("year = {in press}").year == nil)
    #expect(try note("year = {c. 2016}").year == 2016)
    #expect(try note("keywords = {sync, all reduce; 分散}").tags == ["sync", "all reduce", "分散"])
  }

  @Test("is a sound note")
  func sound() throws {
    for entry in try BibTeXParser.entries(realPapers, file: "a.bib") {
      let note = entry.note(key: try #require(entry.citationKey), added: day)
      let text = PaperNoteWriter.markdown(note, language: .en)
      let file = Workspace.note(note.citekey)
      #expect(PaperNoteParser.entry(text, file: file) == PaperEntry(note: note, file: file))
    }
  }
}
