// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

@testable import TrineNotes

@Suite("Code in lists and quotes")
struct CodePagesTests {
  /// A page, and the names of the links that pandoc has outside of code in it.
  private struct CodePage: Decodable {
    var text: String
    var links: [String]
  }

  @Test("has no links where pandoc has code, and elsewhere there are all")
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
    }
  }
}
