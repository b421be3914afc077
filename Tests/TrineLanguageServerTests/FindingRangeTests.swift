// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineNotes

@testable import TrineLanguageServer

@Suite("Where an editor shows a finding")
struct FindingRangeTests {
  @Test(
    "underlines the link where a finding is about one, else the rest of the line",
    arguments: [
      ("a [[gone]] b", 5, 4..<8), ("は@gone b", 3, 2..<6), ("[[gone#Part]] b", 3, 2..<11),
      ("[[run:gone]] b", 7, 2..<10), ("a [[gone]] b", 1, 0..<12),
    ]
  )
  func ranges(text: String, column: Int, expected: Range<Int>) {
    let finding = DocumentFinding(
      Diagnostic(at: SourceLocation(file: "a.md", line: 1, column: column), "x"),
      .error
    )
    let links = LinkReader.links(text)
    let range = finding.json(in: DocumentText(text), links: links)["range"]
    #expect(range?["start"]?["character"] == .integer(expected.lowerBound))
    #expect(range?["end"]?["character"] == .integer(expected.upperBound))
  }
}
