// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCatalog
import TrineCore
import TrineNotes

@testable import TrineIndex

@Suite("PDFs beside notes")
struct PDFTextTests {
  private let lab: Lab
  private static let note = "---\ntitle: On zebras\n---\n\n## Digest\nA note.\n"
  private static let key = "doe2020zebras"

  init() throws {
    lab = try Lab()
    try lab.put(Self.note, "notes/papers/\(Self.key).md")
  }

  private var pdf: String { lab.workspace.path("notes/papers/\(Self.key).pdf") }

  private func put(pdf text: String) throws {
    try Data(Self.pdf(text).utf8).write(to: URL(filePath: pdf))
  }

  private func finds(_ words: String) throws -> Bool {
    try lab.sync()
    let query = try SearchQuery(words)
    return try !lab.catalog.search(query.match, without: nil, filter: SearchFilter(), limit: nil)
      .isEmpty
  }

  @Test("a PDF's words are found with its note, and go with it")
  func found() throws {
    try put(pdf: "stragglers outrun everybody")
    #expect(try finds("outrun"))
    #expect(try finds("note"))
    try FileManager.default.removeItem(atPath: pdf)
    #expect(try !finds("outrun"))
    #expect(try finds("note"))
  }

  @Test("a PDF that comes later, or changes, is read again")
  func changed() throws {
    #expect(try !finds("outrun"))
    try put(pdf: "stragglers outrun everybody")
    #expect(try finds("outrun"))
    try put(pdf: "an elephant instead")
    #expect(try finds("elephant"))
    #expect(try !finds("outrun"))
    try lab.put(Self.note + "more\n", "notes/papers/\(Self.key).md")
    #expect(try finds("elephant more"))
  }

  @Test("the text goes with the note, and with the PDF", arguments: ["md", "pdf"])
  func forgotten(suffix: String) throws {
    try put(pdf: "stragglers outrun everybody")
    #expect(try finds("outrun"))
    let text = lab.workspace.path(".trine/text/\(Self.key).txt")
    #expect(FileManager.default.fileExists(atPath: text))
    try lab.remove("notes/papers/\(Self.key).\(suffix)")
    #expect(try !finds("outrun"))
    #expect(!FileManager.default.fileExists(atPath: text))
  }

  @Test("the text is made once, and again when it is gone")
  func kept() throws {
    try put(pdf: "stragglers outrun everybody")
    #expect(try finds("outrun"))
    let text = PDFText(note: "notes/papers/\(Self.key).md", in: lab.workspace)
    #expect(text.lack == nil)
    let file = lab.workspace.path(".trine/text/\(Self.key).txt")
    let kept = try String(contentsOfFile: file, encoding: .utf8)
    let end = try #require(kept.firstIndex(of: "\n"))
    try (kept[...end] + "a walrus").write(toFile: file, atomically: true, encoding: .utf8)
    try lab.catalog.removePages()
    #expect(try finds("walrus"))
    #expect(text.text == "a walrus")
    try FileManager.default.removeItem(atPath: file)
    try lab.catalog.removePages()
    #expect(try !finds("walrus"))
    #expect(try finds("outrun"))
  }

  @Test("what is no PDF has no text, and is not asked again", arguments: ["", "%PDF-1.4\nbroken"])
  func broken(bytes: String) throws {
    try Data(bytes.utf8).write(to: URL(filePath: pdf))
    #expect(try finds("note"))
    let text = PDFText(note: "notes/papers/\(Self.key).md", in: lab.workspace)
    #expect(text.lack == .text)
    #expect(text.text == "")
  }

  @Test("a PDF without a note is nothing to search")
  func alone() throws {
    try put(pdf: "stragglers outrun everybody")
    try lab.remove("notes/papers/\(Self.key).md")
    #expect(try !finds("outrun"))
  }

  @Test("a program that is missing, fails or does not end is told apart")
  func programs() {
    #expect(HelperProgram.run("trine-no-such-program", [], atMost: 10) == .missing)
    #expect(HelperProgram.run("false", [], atMost: 60) == .failed)
    #expect(HelperProgram.run("true", [], atMost: 60) == .done)
    #expect(HelperProgram.run("sleep", ["600"], atMost: 0.01) == .failed)
  }

  /// The smallest PDF that shows a line of text (PDF 1.7, annex H.2).
  private static func pdf(_ text: String) -> String {
    let content = "BT /F1 12 Tf 72 720 Td (\(text)) Tj ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        + "/Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    var pdf = "%PDF-1.4\n"
    var table = "0000000000 65535 f \n"
    for (index, object) in objects.enumerated() {
      let offset = String(pdf.utf8.count)
      table += String(repeating: "0", count: 10 - offset.utf8.count) + offset + " 00000 n \n"
      pdf += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = pdf.utf8.count
    return pdf
      + "xref\n0 6\n\(table)trailer << /Size 6 /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
  }
}
