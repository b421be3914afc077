// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineNotes

@Suite("Abstracts in notes")
struct AbstractSectionTests {
  private func note(_ abstract: String, _ language: Language = .en) throws -> String {
    let key = try #require(CitationKey("doe2020zebras"))
    return PaperNoteWriter.markdown(PaperNote(citekey: key, title: "T"), language: language)
      + AbstractSection.markdown(abstract, language: language)
  }

  @Test("an abstract is the last section, in the workspace's language")
  func last() throws {
    #expect(try note("One.\n\nTwo.").hasSuffix("\n## Digest\n\n## Abstract\nOne.\n\nTwo.\n"))
    #expect(try note("勾配。", .ja).hasSuffix("\n## 要旨\n\n## 概要\n勾配。\n"))
    #expect(try note("\n \n").hasSuffix("\n## Digest\n"))
  }

  @Test(
    "whatever it says, the note keeps its sections and has no links",
    arguments: [
      "# Heading", "## Claims", "- `id` a claim", "1. one", "12) twelve", "> quoted", "* star",
      "+ plus",
      "```", "~~~ x", "<!-- open", "<div>", "---", "===", "see [[page]] and [[run:x-1]]", "[@key]",
      "by @key and me@example.org", "\\@key", "\\\\@key", "\\\\[[page]]", "| a | b |",
      ": definition", "`[[page]]", "#",
      "[a]: b",
    ]
  )
  func harmless(abstract: String) throws {
    let text = try note("\(abstract)\n\nafter")
    let file = "notes/papers/doe2020zebras.md"
    #expect(PaperNoteParser.diagnostics(text, file: file).isEmpty)
    let entry = PaperNoteParser.entry(text, file: file)
    #expect(entry.note.lines.isEmpty && entry.note.contributes.isEmpty)
    let stamp = PageStamp(file: file, size: 0, modified: 0)
    let page = PageReader.paper(Array(text.utf8), stamp)
    #expect(page.links.isEmpty)
    #expect(page.claims.isEmpty)
    #expect(page.words.body.contains("after"))
  }

  @Test("nor does anything else do harm")
  func anything() throws {
    let pieces = [
      "#", " ", "`", "[", "[[", "]]", "@", "key", "\\", "<", "!--", "-->", "1", ".", "-", "~~~",
      "\n", "\n\n",
      "Claims", "勾", "|", ":", "a", "_", "*", "(", ")", "run:x-1", ";", "&",
    ]
    var random = SeededNumbers(state: 7)
    for _ in 0..<2000 {
      let abstract = (0..<12).compactMap { _ in pieces.randomElement(using: &random) }.joined()
      let text = try note(abstract)
      let stamp = PageStamp(file: "notes/papers/doe2020zebras.md", size: 0, modified: 0)
      let page = PageReader.paper(Array(text.utf8), stamp)
      #expect(page.problem == nil && page.links.isEmpty && page.claims.isEmpty, "\(abstract)")
    }
  }

  @Test(
    "TeX in a title becomes Unicode, and '~' stays",
    arguments: [
      ("Erd\\H{o}s", "Erdős"), ("~10\\% more", "~10% more"),
      ("G{\\\"o}del ~ Nu\\~nez", "Gödel ~ Nuñez"),
      ("plain -- text ~5", "plain -- text ~5"), ("$O(n^2)$ and \\'e", "$O(n^2)$ and é"),
      ("勾配", "勾配"),
    ]
  )
  func tex(tex: String, text: String) {
    #expect(TeXReading.text(tex) == text)
  }
}
