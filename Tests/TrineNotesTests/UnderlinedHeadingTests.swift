// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("Headings with a line of = or - below")
struct UnderlinedHeadingTests {
  private func headings(_ text: String) -> [String] {
    MarkdownPage(text).outline.lines.compactMap { line in
      guard case .heading(let level, let title) = line.kind else { return nil }
      return "\(line.number) \(level) \(title)"
    }
  }

  @Test(
    "are where CommonMark has them",
    arguments: [
      ("Head\n===\ntext", ["1 1 Head"]),
      ("\n  Two\nlines \n   ---  \n", ["2 2 Two lines"]),
      ("漢字\r\n-\r\n# b\r\nc\r\n=\r\n", ["1 2 漢字", "3 1 b", "4 1 c"]),
      ("---\ntitle: x\n---\nHead\n---\n", ["4 2 Head"]),
      ("---\ntitle: x\n---\n---\n===\n", []),
      ("- a\n---\n- b\n  ---\n", []), ("> a\n===\n\n> b\n> ---\n", []),
      ("- a\nb\n===\n", []), ("# a\n---\n", ["1 1 a"]), ("    a\n---\n", []),
      ("```\na\n---\n```\n===\n", []), ("<!-- a -->\n---\n", []), ("a\n    ---\n", []),
      ("a\n= =\n\nb | c\n--- | ---\n", []), ("[a]: b.md\n---\n", []),
      ("[a]: <b> 'c'\nd\n---\n", ["2 2 d"]), ("[a]: b is text\n---\n", ["1 2 [a]: b is text"]),
      ("[[a]]: b\n---\n", ["1 2 [[a]]: b"]),
      ("<div>\na\n---\n", []), ("</details>\n---\n", []),
      ("<https://a.b>\n---\n", ["1 2 <https://a.b>"]),
    ]
  )
  func places(text: String, expected: [String]) {
    #expect(headings(text) == expected)
  }

  @Test("begin sections, whose text they are not part of, and links in them are found")
  func sections() {
    let text = """
      The [[a]]
      title
      =====
      What it
      criticises
      ------
      [[b]] is slow.

      ### Details
      More.

      Claims
      ---
      - `x` y

      Sub
      ---
      - `no` claim
      """
    let page = MarkdownPage(text)
    #expect(page.sections.topTitle == "The [[a]] title")
    #expect(page.sections[.criticises]?.text == "[[b]] is slow.\n\n### Details\nMore.")
    #expect(page.sections[.criticises]?.number == 4)
    #expect(ClaimList(page.sections[.claims]).claims.map(\.id) == ["x"])
    let links = LinkReader.links(text)
    #expect(links.map(\.target.name) == ["a", "b"])
    #expect(links.map(\.isCriticism) == [false, true])
    #expect(PageReader.headings(text).map(\.line) == [1, 4, 9, 12, 16])
    #expect(PageReader.line(of: "what it criticises", in: text) == 4)
    let stamp = PageStamp(file: "notes/topics/t.md", size: 0, modified: 0)
    let topic = PageReader.topic(Array(text.utf8), stamp)
    #expect(topic.title == "The [[a]] title")
    #expect(topic.headings.contains("sub"))
  }

  @Test("of a deeper level stay in their section's text")
  func deeper() {
    let page = MarkdownPage("# Digest\na\n\nSub\n---\nb\n")
    #expect(page.sections[.digest]?.text == "a\n\nSub\n---\nb")
  }

  @Test("make a note whole")
  func note() throws {
    let text = """
      ---
      citekey: a2016
      title: T
      authors: [A]
      year: 2016
      status: read
      ---
      In three lines
      ---
      1. a
      2. b
      3. c

      What it criticises
      ---
      d

      What it contributes
      ---
      e
      """
    let (note, findings) = PaperNoteParser.read(MarkdownPage(text), file: "notes/papers/a2016.md")
    #expect(findings.map(\.message) == [])
    #expect(note.lines == ["a", "b", "c"])
    #expect([note.criticises, note.contributes] == ["d", "e"])
  }

  @Test("in a text that is given go down like others, and end no section")
  func contained() throws {
    var note = PaperNote(citekey: try #require(CitationKey("a2016")), title: "T")
    note.criticises = "a\n\nClaims\nare\n===\nb\n\nDigest\n---\nc"
    let page = MarkdownPage(PaperNoteWriter.markdown(note, language: .en))
    #expect(
      page.sections[.criticises]?.text == "a\n\n### Claims are\nb\n\n### “Digest”\nc"
    )
  }

  @Test("of a template get the texts below them, and stay headings")
  func template() throws {
    let text = """
      ---
      title:
      ---
      In three lines
      ---
      1.
      2.
      3.

      What it criticises
      ---
      What it contributes
      ---
      """
    let template = try OwnTemplate(text, file: "notes/templates/paper.md")
    var note = PaperNote(citekey: try #require(CitationKey("a2016")), title: "T")
    (note.lines, note.criticises, note.contributes) = (["a", "b", "c"], "d", "e")
    let made = template.markdown(note, language: .en)
    #expect(
      made.hasSuffix(
        "1. a\n2. b\n3. c\n\nWhat it criticises\n---\nd\n\nWhat it contributes\n---\ne\n"
      )
    )
  }
}
