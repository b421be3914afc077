// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineNotes

@Suite("Reading BibTeX")
struct BibTeXParserTests {
  @Test("takes entries, macros, remarks and commands as they come")
  func grammar() throws {
    let text = """
      % @article{not2000this, title = {a remark}}
      Words between entries, by me@example.org, {even braces}.
      @string{ sosp = "Symposium on Operating Systems Principles", }@string(who="Du, A")
      @STRING(sep = { and })
      @preamble{ "\\newcommand{\\x}{}" # sosp }
      @comment{ @book{inside, title={a comment}} }
      @comment jabref-meta: to the end of the line @ all
      @InProceedings{ key-1 ,
        Title = {Nested {{Braces}} and 100% of it}, author = who # sep # {Mo, B},
        booktitle = "26th " # SOSP # { ({SOSP} "26")},
        month = jun, year = 2020, pages = 1, year = 1999
      },@misc(paren:2, title = {In (round) brackets},, note = "a {"} b",)
      @book{empty}@book{,title={No key}}
      """
    let entries = try BibTeXParser.entries(text, file: "a.bib")
    #expect(entries.map(\.type) == ["inproceedings", "misc", "book", "book"])
    #expect(entries.map(\.key) == ["key-1", "paren:2", "empty", ""])
    #expect(entries.map(\.location.line) == [8, 12, 13, 13])
    #expect(entries.map(\.location.column) == [1, 3, 1, 13])
    #expect(entries[0].fields.map(\.name).suffix(4) == ["month", "year", "pages", "year"])
    #expect(entries[0]["title"] == "Nested {{Braces}} and 100% of it")
    #expect(entries[0]["author"] == "Du, A and Mo, B")
    #expect(
      entries[0].text("booktitle")
        == "26th Symposium on Operating Systems Principles (SOSP \"26\")"
    )
    #expect(entries[0]["month"] == "jun" && entries[0]["year"] == "2020")
    #expect(entries[1]["note"] == "a {\"} b")
    #expect(entries[3].text("title") == "No key" && entries[3].citationKey == nil)
  }

  @Test("does not mind CRLF, a byte order mark and Japanese", arguments: ["\n", "\r\n"])
  func lineEnds(end: String) throws {
    let text = ["\u{FEFF}@article{山田2020,", "  title = {分散\u{3000}学習à、", "    の研究}", "}"]
      .joined(separator: end)
    let entries = try BibTeXParser.entries(text, file: "a.bib")
    #expect(entries.map(\.key) == ["山田2020"])
    #expect(entries.first?.citationKey == nil)
    #expect(entries.first?.text("title") == "分散\u{3000}学習à、 の研究")
  }

  @Test(
    "finds an entry in whatever place of a line, as BibTeX does",
    arguments: [
      "Notes on this file.@misc{k, title = {T}}", "use.@\n\nMiSc  (k, title = {T})",
      "me@home.org, me@home (or at work), me @home\n@misc{k, title = {T}}",
      "a @ 3 p.m. @misc{k, title = {T}}", "x@string{t = {T}} y@misc{k, title = t}",
    ]
  )
  func anywhere(text: String) throws {
    let entries = try BibTeXParser.entries(text, file: "a.bib")
    #expect(entries.map(\.type) == ["misc"] && entries.map(\.key) == ["k"])
    #expect(entries.first?["title"] == "T")
  }

  @Test("steps over remarks between fields, but not in values")
  func remarks() throws {
    let text = """
      @string % zero
      {s = {J} % zero
      }
      @article{ % one
        a, % one
        % two @ {
        title = {50% of x}, % three, year = {1}
        year % four
        = % four
        2001 % four
        % five
        , journal = s # % six
        {K} % six
      % seven
      }
      """
    let entries = try BibTeXParser.entries(text, file: "a.bib")
    let fields = entries.first?.fields.map { "\($0.name)=\($0.value)" }
    #expect(entries.count == 1 && fields == ["title=50% of x", "year=2001", "journal=JK"])
  }

  @Test("tells that a line that begins with % hides an entry")
  func hidden() {
    let text = "% @ a remark\n%@misc{a}\n%%  @Book(b,\n% me@misc{c}\n@misc{d} % @string{x = {y}}\n"
    var macros = BibTeXMacros()
    let reading = BibTeXParser.read(text, file: "a.bib", macros: &macros)
    #expect(reading.entries.map(\.key) == ["d"] && reading.problems.isEmpty)
    #expect(reading.warnings.map(\.location?.line) == [2])
    #expect(reading.warnings.first?.message.contains("and so are 2 others;") == true)
  }

  @Test(
    "tells of an entry wherever it stands in such a line, and of nothing else there",
    arguments: [
      ("% see @article{hid2001, title = {X}}", 1), ("%see:@Book (b, title = {X})\n@misc{c}", 1),
      ("% @string{a = {b}} @misc{c} @misc{d}", 1), ("% me@home.org, see @misc{c}", 1),
      ("% a\n  % b @misc{c}\n% d @misc{e}", 2), ("% me@x.org @misc{c", 1),
      ("% mail me@example.org", 0), ("% me@home (or at work)", 0), ("% me@home\n{x}", 0),
      ("% @string{a = {b}}, @comment{c}", 0), ("% @ 3 p.m. {x}, @misc", 0),
    ]
  )
  func hiddenAnywhere(text: String, count: Int) {
    var macros = BibTeXMacros()
    let reading = BibTeXParser.read(text, file: "a.bib", macros: &macros)
    #expect(reading.problems.isEmpty && reading.warnings.count == min(count, 1))
    #expect(reading.warnings.allSatisfy { $0.message.contains("other") == (count > 1) })
  }

  @Test("tells once of a macro that is refused, and how many entries need it")
  func refused() {
    let long = String(repeating: "x", count: 600_000)
    let text = """
      @string{a = "\(long)"}
      @string{b = a # a}
      @string{c = B # "y"}
      @misc{k, note = b}
      @misc{l, note = c}
      @misc{m, title = {T}}
      @misc{n, note = d}
      """
    var macros = BibTeXMacros()
    let reading = BibTeXParser.read(text, file: "a.bib", macros: &macros)
    #expect(reading.entries.map(\.key) == ["m"])
    #expect(reading.problems.map(\.location?.line) == [2, 7])
    let message = reading.problems.first?.message
    #expect(message?.hasSuffix("; 2 entries that need it are left out") == true)
    #expect(reading.problems.last?.message.hasPrefix("'d' is neither") == true)
  }

  @Test("has a month's macro as the month's name in any field but 'month'")
  func months() throws {
    let text = "@misc{a, number = jun, month = JUN, howpublished = jan # \" 5\", note = {jun}}"
    let entry = try #require(try BibTeXParser.entries(text, file: "a.bib").first)
    #expect(entry["number"] == "June" && entry["month"] == "jun")
    #expect(entry["howpublished"] == "January 5" && entry["note"] == "jun")
  }

  @Test("finds nothing in nothing", arguments: ["", "\u{FEFF}", "% only\n% remarks", "a@b"])
  func nothing(text: String) throws {
    #expect(try BibTeXParser.entries(text, file: "a.bib").isEmpty)
  }

  @Test(
    "that is wrong says where and what",
    arguments: [
      (
        "\n@article{a, title = {X}",
        "a.bib:2:1: the entry that begins here, @article{a, is cut short: the file ends before it is closed"
      ),
      (
        "@article{a, title = {X},\n  year = ",
        "a.bib:1:1: the entry that begins here, @article{a, is cut short: the file ends before it is closed (in its field 'year')"
      ),
      (
        "@article{a, title = {X",
        "a.bib:1:1: the entry that begins here, @article{a, is cut short: the file ends before it is closed (in its field 'title')"
      ),
      (
        "@article{a, title = \"X", "a.bib:1:1: the entry that begins here, @article{a, is cut short"
      ),
      ("@article{a, tit", "a.bib:1:1: the entry that begins here, @article{a, is cut short"),
      ("@article{a", "a.bib:1:1: the entry that begins here, @article{a, is cut short"),
      ("@article{", "a.bib:1:1: the entry that begins here, @article, is cut short"),
      ("@article", "a.bib:1:1: the entry that begins here, @article, is cut short"),
      ("@comment{a", "a.bib:1:1: the entry that begins here, @comment, is cut short"),
      (
        "x\n  @article{a, title = {X},\n\n@article{b, title = {Y}}",
        "a.bib:2:3: the entry that begins here, @article{a, is cut short: another entry begins on line 4 before it is closed"
      ),
      (
        "@article{a, title = {X\n@article{b, title = {Y}}",
        "a.bib:1:1: the entry that begins here, @article{a, is cut short: the file ends"
      ),
      (
        "@article{a, year =\n@article{b, title = {Y}}",
        "a.bib:1:1: the entry that begins here, @article{a, is cut short: another entry begins on line 2 before it is closed (in its field 'year')"
      ),
      (
        "@article{a,\n  title = {X}\n  year = 2016\n}",
        "a.bib:3:3: found 'year' in @article{a; expected ',' or '}'"
      ),
      (
        "@article{a,\n  title {X}\n}",
        "a.bib:2:3: found 'title' in @article{a; expected '=' after 'title'"
      ),
      (
        "@article{a, title = \"X}\"}",
        "a.bib:1:23: found '}\"}' in @article{a; expected the closing \" of the value"
      ),
      ("@article{a b, title = {X}}", "a.bib:1:12: found 'b,' in @article{a; expected ',' or '}'"),
      (
        "@article{a, \"x\" = {X}}",
        "a.bib:1:13: found '\"x\"' in @article{a; expected the name of a field"
      ),
      (
        "@article{a, title = ,}",
        "a.bib:1:21: found ',}' in @article{a; expected a value in braces or quotes, or a number"
      ),
      (
        "@article a, title = {X}}",
        "a.bib:1:10: found 'a,' in @article; expected '{' after @article"
      ),
      (" @ 3 p.m.", "a.bib:1:4: found '3' in @3; expected a type such as @article"),
      (
        "@article{a, month = jum}",
        "a.bib:1:21: 'jum' is neither a number nor defined by @string\n  fix: did you mean 'jul'? Or put it in braces: {jum}"
      ),
      ("@article{a, 題 = 12th}", "a.bib:1:17: '12th' is neither a number"),
    ]
  )
  func message(text: String, says: String) throws {
    let diagnostic = try #require(
      throws: Diagnostic.self
    ) { try BibTeXParser.entries(text, file: "a.bib") }
    #expect(diagnostic.description.hasPrefix(says))
    #expect(diagnostic.fix != nil)
    #expect(diagnostic.cause == .badData)
  }

  @Test("reads a large file in a time that grows with its size only")
  func large() throws {
    let entry = "@article{k, title = {A {B} C}, author = {Du, A and Mo, B}, year = 2016}\n"
    let text = String(repeating: entry, count: 5_000) + "@misc{last}"
    let entries = try BibTeXParser.entries(text, file: "a.bib")
    #expect(entries.count == 5_001)
    #expect(entries.last?.location.line == 5_001)
  }
}
