// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineNotes

@testable import TrineFetch

@Suite("What services answer")
struct AnswerTests {
  @Test("arXiv's feed is read")
  func feed() throws {
    let feed = try ArxivFeed(Array(Fixture.text("arxiv-feed.xml").utf8))
    try #require(feed.papers.count == 3)
    #expect(feed.error == nil)
    let paper = feed.papers[0]
    #expect(paper.title == "Revisiting Distributed Synchronous SGD")
    #expect(paper.authors.first == "Chen, Jianmin")
    #expect(paper.authors.count == 5)
    #expect(paper.year == 2016)
    #expect(paper.venue == "arXiv")
    #expect(paper.ids.map(\.description) == ["arxiv:1604.00981"])
    #expect(paper.abstract.contains("workers that answer late hold up all others"))
    #expect(paper.abstract.split(separator: "\n\n").count == 2)
    let old = feed.papers[1]
    #expect(old.title == "A Bound for $\\ell_1$ & Erdős–Rényi Graphs")
    #expect(old.authors == ["van den Berg, Jr., René", "The ATLAS Collaboration"])
    #expect(old.ids.map(\.description) == ["arxiv:cs/0112017", "doi:10.1145/3292500.3330701"])
    #expect(old.abstract == "We show that $\\alpha < 1$ costs ~10% more, see @handle and [[page]].")
    #expect(feed.papers[2].authors == ["山田, 太郎"])
  }

  @Test(
    "another feed is none of arXiv's",
    arguments: [
      ("<rss/>", "it begins with 'rss', not with a feed"),
      ("<feed/>", "it begins with 'feed', not with a feed"),
      ("<html><br></html>", "line 1: 'html' ends where it is not open"),
    ]
  )
  func otherFeeds(text: String, problem: String) {
    #expect(throws: FormProblem(problem)) { try ArxivFeed(Array(text.utf8)) }
  }

  @Test("Crossref's works are read")
  func works() throws {
    let works = try JSONText.value([JSONValue].self, from: Fixture.text("crossref-works.json"))
    let papers = works.map { CrossrefWork($0).paper($0["DOI"]?.string ?? "") }
    let optuna = try #require(papers[0])
    #expect(optuna.title == "Optuna: A Next-generation Hyperparameter Optimization Framework")
    #expect(optuna.authors == ["Akiba, Takuya", "Sano, Shotaro"])
    #expect(optuna.year == 2019)
    #expect(optuna.venue?.hasSuffix("Knowledge Discovery & Data Mining") == true)
    #expect(optuna.abstract.isEmpty)
    let other = try #require(papers[1])
    #expect(other.title == "On the a priori bound of O2 & cafés: p < q")
    #expect(other.authors == ["Núñez, Jr., María J.", "The Big Trial Group", "Plato"])
    #expect(other.year == 1998)
    #expect(other.venue == "bioRxiv")
    #expect(other.abstract == "Aims\n\nWe study H2O where p < 0.05 and a≤1.\n\n#1 of all.")
    #expect(papers[2] == nil)
    #expect(papers[3]?.venue == "情報処理学会論文誌")
  }

  @Test(
    "type, volume, pages and publisher of a work are kept as an import keeps them",
    arguments: [
      (
        #"""
        "type": "journal-article", "container-title": ["J. & S."], "volume": "3", "issue": "4",
        "page": "12-15", "ISSN": ["1234-5678", "x"], "publisher": "ACM & Co"
        """#,
        "article",
        [
          "title=T", "journal=J. \\& S.", "doi=10.1/x", "volume=3", "number=4", "pages=12--15",
          "publisher=ACM \\& Co", "issn=1234-5678",
        ]
      ),
      (
        #""type": "proceedings-article", "container-title": ["P"], "publisher": "ACM", "page": "e5""#,
        "inproceedings", ["title=T", "booktitle=P", "doi=10.1/x", "pages=e5", "publisher=ACM"]
      ),
      (
        #"""
        "type": "book-chapter", "container-title": ["B"], "publisher": "S",
        "ISBN": ["http://id.crossref.org/isbn/978"]
        """#,
        "incollection", ["title=T", "booktitle=B", "doi=10.1/x", "publisher=S", "isbn=978"]
      ),
      (
        #""type": "book-chapter", "container-title": ["LNCS", "Euro-Par &amp; Co"]"#,
        "incollection",
        ["title=T", "booktitle=Euro-Par \\& Co", "doi=10.1/x", "series=LNCS"]
      ),
      (
        #""type": "proceedings-article", "container-title": ["P", "P"]"#, "inproceedings",
        ["title=T", "booktitle=P", "doi=10.1/x"]
      ),
      (
        #""type": "journal-article", "container-title": ["J", "J. Abbr."]"#, "article",
        ["title=T", "journal=J", "doi=10.1/x"]
      ),
      (
        #""type": "monograph", "container-title": ["LNCS"], "publisher": "S", "volume": 9"#,
        "book", ["title=T", "doi=10.1/x", "series=LNCS", "publisher=S"]
      ),
      (
        #"""
        "type": "edited-book",
        "editor": [{"family": "Lee", "given": "Ann"}, {"name": "The Group"}]
        """#,
        "book", ["title=T", "doi=10.1/x", "editor=Lee, Ann and {The Group}"]
      ),
      (
        #""type": "dissertation", "publisher": "P", "institution": [{"name": "MIT"}]"#, "phdthesis",
        ["title=T", "doi=10.1/x", "school=MIT"]
      ),
      (
        #""type": "posted-content", "publisher": "P", "institution": [{"name": "bioRxiv"}]"#,
        "misc",
        ["title=T", "howpublished=bioRxiv", "doi=10.1/x", "publisher=P"]
      ),
      (
        #""type": "new-kind", "container-title": ["J"]"#, "article",
        ["title=T", "journal=J", "doi=10.1/x"]
      ),
    ]
  )
  func details(members: String, type: String, fields: [String]) throws {
    let work = try JSONText.value(JSONValue.self, from: "{\"title\": [\"T\"], \(members)}")
    let paper = try #require(CrossrefWork(work).paper("10.1/x"))
    let key = try #require(CitationKey("k"))
    let written = try #require(BibTeXWriter.written(paper.note(key: key)))
    let entries = try BibTeXParser.entries(written.text, file: "a.bib")
    let entry = try #require(entries.first)
    #expect(entry.type == type)
    #expect(entry.fields.map { "\($0.name)=\($0.value)" } == fields)
  }

  @Test(
    "works of odd shapes do no harm",
    arguments: [
      "null", "[]", "{}", #"{"title": "T"}"#, #"{"title": [null]}"#, #"{"title": [["T"]]}"#,
      #"{"title": ["T"], "author": "x", "issued": 5, "container-title": {}, "abstract": []}"#,
      #"{"title": ["T"], "author": [null, 5, "x", {}], "issued": {"date-parts": [[99999]]}}"#,
      #"{"title": ["T"], "issued": {"date-parts": []}, "published": {"date-parts": [["2019"]]}}"#,
    ]
  )
  func odd(text: String) throws {
    let paper = CrossrefWork(try JSONText.value(JSONValue.self, from: text)).paper("10.1/x")
    #expect(paper == nil || paper?.title == "T")
    #expect(paper?.authors.isEmpty != false)
    #expect(paper?.year == nil || paper?.year == 2019)
  }

  @Test(
    "publishers' markup becomes text",
    arguments: [
      ("a < b and c > d", "a < b and c > d"), ("a<b", "a<b"), ("x <y> z", "x <y> z"),
      ("<I>E</I>. <span class='x'>coli</span>", "E. coli"), ("A&amp;B", "A&B"), ("AT&T", "AT&T"),
      ("&amp;lt;i&amp;gt;x&amp;lt;/i&amp;gt;", "x"), ("&lt;i&gt;x&lt;/i&gt;", "x"),
      ("&unknown; &#xZ; &#99999999; &", "&unknown; &#xZ; &#99999999; &"),
      ("caf&eacute; &Omega;&omega;&sigmaf; &szlig;&yuml;&nbsp;x", "café Ωως ßÿ x"),
      ("<script>alert(1)</script>ok", "ok"), ("<jats:p>a</jats:p><jats:p>b</jats:p>", "a b"),
      ("<tex-math>\\x", ""), ("勾配<sub>t</sub>の\n遅れ", "勾配tの 遅れ"), ("", ""), ("<", "<"), ("</", "</"),
    ]
  )
  func markup(markup: String, text: String) {
    #expect(MarkupText.line(markup) == text)
  }

  @Test("of several answers, the headers of the last one count")
  func headers() throws {
    let printed = """
      HTTP/1.1 301 Moved\r\nRetry-After: 9\r\nLocation: /x\r\n\r\nHTTP/2 429\r\n\
      retry-after: 7\r\nContent-Type: text/plain\r\n\r\n
      """
    let answer = try #require(WebAnswer(headers: printed, body: []))
    #expect(answer.status == 429)
    #expect(answer.retryAfter == 7)
    #expect(answer.contentType == "text/plain")
    #expect(WebAnswer(headers: "curl: (6) no", body: []) == nil)
  }
}
