// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

@testable import TrineNotes

@Suite("Code and headings among lists and quotes")
struct CodePagesTests {
  /// A page, the names of the links that pandoc has outside of code in it, and its headings.
  private struct CodePage: Decodable {
    var text: String
    var links: [String]
    var headings: [Heading]
  }

  /// A heading by the links in it.
  private struct Heading: Decodable, Equatable {
    var level: Int
    var links: [String]
  }

  @Test("are where pandoc has them, and outside of code there are all links")
  func oracle() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = ProcessInfo.processInfo.environment["TRINE_CODE_PAGES"].map { URL(filePath: $0) }
    let lines = try String(
      contentsOf: file ?? folder.appending(path: "Fixtures/code-pages.jsonl"),
      encoding: .utf8
    ).split(separator: "\n")
    #expect(lines.count >= 600)
    for line in lines {
      let page = try JSONDecoder().decode(CodePage.self, from: Data(line.utf8))
      #expect(LinkReader.links(page.text).map(\.target.name) == page.links, "\(page.text)")
      #expect(headings(page.text) == page.headings, "\(page.text)")
    }
  }

  private func headings(_ text: String) -> [Heading] {
    MarkdownPage(text).outline.lines.compactMap { line in
      guard case .heading(let level, let title) = line.kind else { return nil }
      return Heading(level: level, links: LinkReader.links(title).map(\.target.name))
    }
  }

  @Test("is told in time that grows with the page, however deep lists and quotes are")
  func hostile() {
    let count = 50_000
    let deep = String(repeating: "- ", count: count)
    let blank = String(repeating: "\n", count: count)
    let indented = String(repeating: " ", count: 2 * count)
    for page in [
      deep + "x" + blank + indented + "[[a]]", deep + "[[a]]", deep + "x\n" + "[[a]]",
      String(repeating: "> ", count: count) + "x" + blank + "[[a]]",
      String(repeating: "> - ", count: count) + "x" + blank + "> [[a]]",
      String(repeating: "1.\t", count: count) + "[[a]]",
      String(repeating: "- * ", count: count) + "[[a]]",
      String(repeating: "b\n", count: count) + "[[a]]\n===",
      String(repeating: "b\n===\n[c]: d\n---\n", count: count) + "[[a]]",
    ] {
      #expect(LinkReader.links(page).count == 1)
    }
  }

  @Test("is not what stands in a footnote, indented by four")
  func footnotes() {
    let text = "[^n]: a\n\n    [[b]]\n\n        [[c]]\n"
    #expect(LinkReader.links(text).map(\.target.name) == ["b"])
  }

  @Test("hides headings, but those in lists and quotes are none of the page's")
  func headings() {
    let text = "# a\n- b\n\n  # c\n> # d\n\n    # e\n"
    #expect(PageReader.headings(text).map(\.title) == ["a"])
  }
}
