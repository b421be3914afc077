// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

@testable import TrineNotes

@Suite("The links of a page")
struct LinkReaderTests {
  /// `target#heading` of each link, citations with an `@`, what is glued with a `!`.
  private func links(_ text: String) -> [String] {
    LinkReader.links(text).map { link in
      let kind =
        switch link.target {
        case .note: ""
        case .run: "run:"
        case .experiment: "exp:"
        }
      let sign = link.form == .citation ? "@" : ""
      let heading = link.heading.map { "#\($0)" } ?? ""
      return sign + kind + link.target.name + heading + (link.isGlued ? "!" : "")
    }
  }

  @Test(
    "are found in their forms",
    arguments: [
      ("[[a2016]]", ["a2016"]),
      ("[[ a2016 | the text ]]", ["a2016"]),
      ("[[a2016#Claims|x]] [[b#x y]]", ["a2016#Claims", "b#x y"]),
      ("[[run:sync-1]] [[exp:fashion-sync]]", ["run:sync-1", "exp:fashion-sync"]),
      ("[[open-mpi on one machine]]", ["open-mpi on one machine"]),
      ("[@a2016]", ["@a2016"]),
      ("[see @a2016, p. 3; -@b2017]", ["@a2016", "@b2017"]),
      ("As @a2016 says.", ["@a2016"]),
      ("@a2016: it", ["@a2016"]),
      ("@{a2016}は", ["@a2016"]),
      ("# About [[a2016]]", ["a2016"]),
      ("- [[a]]\n  - [[b]]\n\n    [[c]]", ["a", "b", "c"]),
      ("は@a2016", ["@a2016!"]),
      ("@a2016は", ["@a2016!"]),
      ("は [@a2016] は", ["@a2016"]),
      ("日本語[[a2016]]日本語", ["a2016"]),
      ("[[x]](y) [[z]]", ["x", "z"]),
      ("](a [x](b @no) @c", ["@c"]),
      ("see https://e.jp/a、@b2017 and https://e.org @c", ["@b2017", "@c"]),
      ("[見よ https://e.jp/@a] @b", ["@b"]),
      ("costs $5, not $6: @a", ["@a"]),
      ("a < b @c > d", ["@c"]),
      ("<b>@a</b> <y @b>", ["@a", "@b"]),
      ("| [[a2016\\|Chen's]] | [[b#x\\|y]] |", ["a2016", "b#x"]),
    ]
  )
  func forms(text: String, expected: [String]) {
    #expect(links(text) == expected)
  }

  @Test(
    "are none where there are none",
    arguments: [
      "`[[a]]`", "``a ` [[a]]``", "`over\n[[a]] lines`", "```\n[[a]]\n```", "~~~\n@a\n~~~",
      "text\n\n    [[a]] indented", "<!-- [[a]] -->", "a <!-- @b --> c", "me@example.org",
      "https://example.org/@me", "<https://example.org/[[a]]>", "[x](https://e.org/@a)",
      "\\@a \\[[a]]", "https://example.jp/記事@b2017x", "https://example.org/?user=@foo",
      "[ref]: https://example.jp/記事@a", #"<a href="https://e.jp/記事@a" rel='x'>"#, "$記@a$",
      "$$\nx@a\n$$",
      "<img src=x@a/>",
      "[[]]", "[[#Heading]]", "[[a\nb]]", "[[a]", "@", "@ a", "[ [a] ]",
      "---\ncitekey: a\nx: \"[[b]]\"\n---\n",
    ]
  )
  func none(text: String) {
    #expect(links(text) == [])
  }

  /// `target#heading` of each link of a paper's note that is an address or a field.
  private func linksOfNote(_ text: String) -> [String] {
    LinkReader.links(text, file: "notes/papers/own.md").filter { $0.form != .wiki }.map {
      $0.target.name + ($0.heading.map { "#\($0)" } ?? "") + ($0.form == .field ? "!" : "")
    }
  }

  @Test(
    "are addresses, too, that lead to notes",
    arguments: [
      ("[p](old.md) ![q](./b.md \"b.md\")", ["old", "b"]),
      ("[x](../papers/old.md#heading)", ["old#heading"]),
      ("[x](<old.md>) [y]( old.md?x#a%20b )", ["old", "old#a b"]),
      ("[t](../topics/open%20mpi.md)", ["open mpi"]),
      ("[j](%E5%B1%B1%E7%94%B02020.md) [k](山田2020.md)", ["u5c71-u7530-2020", "u5c71-u7530-2020"]),
      ("[r]: old.md\n[s]: <b.md> 'title'\n> [u]: c.md", ["old", "b", "c"]),
      ("[[w]] [p](old.md) [[w]]", ["old"]),
      ("[c](a%3Ab.md)", ["a:b"]),
      ("- [a](a.md)\n  [b]: b.md\r\n", ["a", "b"]),
      ("[x](https://e.org/papers/old.md) [y](/old.md) [z](../../../../notes/papers/old.md)", []),
      ("[x](old.pdf) [y](old) [z](sub/old.md) [e](../../experiments/old.md) [h](#old.md)", []),
      ("`[x](old.md)` \\[x\\](old.md)", []),
      ("[^f]: old.md\n[r]: old.md is what it says\n[r] : old.md", []),
    ]
  )
  func addresses(text: String, expected: [String]) {
    #expect(linksOfNote(text) == expected)
    #expect(LinkReader.links(text).allSatisfy { $0.form == .wiki })
  }

  @Test(
    "are what a paper takes fields from, too",
    arguments: [
      ("bibtex:\n  crossref: old # old", ["old!"]), ("bibtex: {x: y, CrossRef: 'old'}", ["old!"]),
      ("bibtex:\n  x: y\n  crossref: [old, \"b\"]", ["old!", "b!"]),
      ("bibtex:\n  crossref: \"old\"\nx: [", ["old!"]),
      ("crossref: old", []), ("x:\n  crossref: old", []), ("bibtex:\n  crossref:", []),
    ]
  )
  func crossReferences(fields: String, expected: [String]) throws {
    let text = "\u{FEFF}---\r\ntitle: 漢\r\n\(fields)\n---\n"
    #expect(linksOfNote(text) == expected)
    let bytes = Array(text.utf8)
    for link in LinkReader.links(text, file: "notes/papers/own.md") {
      #expect(String(decoding: bytes[link.bytes], as: UTF8.self) == link.target.name)
      let lines = text.replacing("\r\n", with: "\n").split(separator: "\n")
      #expect(lines[link.line - 1].contains(link.target.name))
    }
    #expect(LinkReader.links(text, file: "notes/topics/own.md").isEmpty)
  }

  @Test("know their place, in lines, characters and bytes")
  func places() throws {
    let text = "\u{FEFF}---\r\ntitle: x\r\n---\r\nは、[[a2016]]\r\n\r\n漢 @b2017\r\n"
    let found = LinkReader.links(text)
    #expect(found.map(\.line) == [4, 6])
    #expect(found.map(\.column) == [5, 4])
    let bytes = Array(text.utf8)
    #expect(found.map { String(decoding: bytes[$0.bytes], as: UTF8.self) } == ["a2016", "b2017"])
  }

  @Test("are found in time that grows with the text, whatever marks have no end")
  func hostile() {
    let marks = ["](", "<!-- ", "$a ", "https://", "<a b=\"", "`` ` ", "*_ **a", "...@", "\\._"]
    let links = [("[[x]] は@key ", 2), ("_@key a_ b/", 1), ("*a*@key ...", 1), ("x_@key/", 1)]
    for (mark, count) in marks.map({ ($0, 0) }) + links {
      let text = String(repeating: mark, count: 30_000)
      #expect(LinkReader.links(text).count == 30_000 * count, "\(mark)")
    }
  }

  @Test("are criticism in the section of what a paper criticises")
  func criticism() {
    let text = """
      ## この論文が批判していること
      [[a]] は
      ### 詳しく
      [[b]]

      ## Digest
      [[c]]
      """
    #expect(LinkReader.links(text).map(\.isCriticism) == [true, true, false])
  }
}

@Suite("The claims of a note")
struct ClaimListTests {
  @Test("are list items with a name, with value and condition if they are given")
  func claims() {
    let text = """
      ## Claims
      - `faster` It is faster.
      - `more-accurate`: It reaches a
        higher accuracy.
        - value: 0.88 ± 0.01
        - condition: equal epochs
      1. `ja` 精度が
         高い。
         値：0.9
      - nameless
      - `bad id` x

      ### More
      - `later` Also here.
      ## Digest
      - `no` claim
      """
    let page = MarkdownPage(text)
    let list = ClaimList(page.sections[.claims])
    #expect(list.claims.map(\.id) == ["faster", "more-accurate", "ja", "later"])
    #expect(list.claims.map(\.line) == [2, 3, 7, 14])
    #expect(list.claims[1].statement == "It reaches a higher accuracy.")
    #expect(list.claims[1].value == "0.88 ± 0.01")
    #expect(list.claims[1].condition == "equal epochs")
    #expect(list.claims[2].statement == "精度が高い。")
    #expect(list.claims[2].value == "0.9")
    #expect(list.nameless == [10, 11])
  }
}
