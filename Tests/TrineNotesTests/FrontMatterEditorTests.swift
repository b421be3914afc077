// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("Editing the front matter")
struct FrontMatterEditorTests {
  private func edited(
    _ text: String,
    _ change: (inout FrontMatterEditor) throws -> Void
  ) throws -> String {
    var editor = FrontMatterEditor(Array(text.utf8), file: "a.md")
    try change(&editor)
    return String(decoding: editor.bytes, as: UTF8.self)
  }

  private static let values: [(before: String, after: String)] = [
    ("status: to-read\n", "status: read\n"),
    ("status:\n", "status: read\n"),
    ("status: to-read   # how far\n", "status: read   # how far\n"),
    ("status:   # how far\n", "status: read   # how far\n"),
    ("status: \"to # read\" # far\n", "status: read # far\n"),
    ("status: 'it''s # read' # far\n", "status: read # far\n"),
    ("status:    to-read\r\n", "status:    read\r\n"),
    ("'status' : to-read\n", "'status' : read\n"),
    ("status: [a, # x\n  \"]\", b]  # far\n", "status: read  # far\n"),
    ("status: # far\n- a\n# between\n- b\n", "status: read # far\n# between\n"),
    ("status:\n  - a\n\n  - b\n", "status: read\n\n"),
    ("status: |  # far\n  # text\n  b\n", "status: read  # far\n"),
    ("status: two\n  lines # far\n", "status: read\n"),
    ("status: \"two\n  lines\" # far\n", "status: read # far\n"),
  ]

  @Test("replaces a value, in whatever form it is, and nothing else", arguments: values)
  func replacing(value: (before: String, after: String)) throws {
    func note(_ field: String) -> String {
      "\u{FEFF}---\ntitle: A # t\n\(field)mood: {x: 1}\n---\nbody\r\nstatus: x\n"
    }
    let text = try edited(note(value.before)) { try $0.set("status", to: "read") }
    #expect(text == note(value.after))
    #expect(try edited(text) { try $0.set("status", to: "read") } == text)
    #expect(try edited(text) { try $0.set("status", to: "\"read\"") } == text)
  }

  @Test("takes a field out with all its lines", arguments: values)
  func removing(value: (before: String, after: String)) throws {
    func note(_ field: String) -> String { "---\ntitle: A\n\(field)mood: 1\n---\n" }
    let text = try edited(note(value.before)) { try $0.remove("status") }
    let remark = value.before.contains("# between") ? "# between\n" : ""
    let blank = value.before.contains("\n\n") ? "\n" : ""
    #expect(text == note(remark + blank))
    #expect(try edited(text) { try $0.remove("status") } == text)
  }

  @Test(
    "puts a missing field behind those it usually follows",
    arguments: [
      ("---\ntitle: A\nread: 1\n---\n", "---\ntitle: A\nstatus: read\nread: 1\n---\n"),
      ("---\nx: 1\n---\n", "---\nstatus: read\nx: 1\n---\n"),
      ("---\r\n---\r\nx", "---\r\nstatus: read\r\n---\r\nx"),
      ("---\ntags:\n- a\n- b\nx: 1\n---\n", "---\ntags:\n- a\n- b\nstatus: read\nx: 1\n---\n"),
      ("", "---\nstatus: read\n---\n\n"),
      ("\u{FEFF}text\r\n", "\u{FEFF}---\r\nstatus: read\r\n---\r\n\r\ntext\r\n"),
      ("---\ntitle: A", "---\ntitle: A\nstatus: read"),
    ]
  )
  func inserting(before: String, after: String) throws {
    #expect(try edited(before) { try $0.set("status", to: "read") } == after)
  }

  @Test(
    "refuses what it cannot change without changing more",
    arguments: [
      "---\n{title: A, status: b}\n---\n", "---\nx: &a\n  status: b\n? status\n: b\n---\n",
    ]
  )
  func refusing(text: String) throws {
    #expect(throws: Diagnostic.self) { try edited(text) { try $0.set("status", to: "read") } }
  }

  @Test("keeps bytes that are no text")
  func noText() throws {
    let bytes = Array("---\ntitle: A\n---\n".utf8) + [0xFF, 0xFE, 0x0A]
    var editor = FrontMatterEditor(bytes, file: "a.md")
    try editor.set("status", to: "read")
    #expect(editor.bytes == Array("---\ntitle: A\nstatus: read\n---\n".utf8) + [0xFF, 0xFE, 0x0A])
  }
}

// MARK: - Random notes

extension FrontMatterEditorTests {
  /// A field as it is written, with its value apart.
  private struct Piece {
    var key: String
    var before: String
    var value: String
    var after: String
    var text: String { before + value + after }
  }

  private static func pick<T>(_ values: [T], _ numbers: inout SeededNumbers) -> T {
    values[Int.random(in: values.indices, using: &numbers)]
  }

  private static func piece(_ key: String, _ end: String, _ numbers: inout SeededNumbers) -> Piece {
    let values = [
      "a", "two words", "\"q # \\\" q\"", "'s '' s'", "[a, b]", "[a,\(end)   b]", "{x: 1, y: [2]}",
      "2016", "漢字 かな", "\"a\(end)  b\"", "https://x/#y", "- x".replacing("- ", with: "-"),
    ]
    let remarks = ["", " # remark", "   # 「注」: x", "\t# tab"]
    return Piece(
      key: key,
      before: "\(key):" + pick([" ", "  "], &numbers),
      value: pick(values, &numbers),
      after: pick(remarks, &numbers) + end
    )
  }

  @Test(
    "changes the bytes of one value of a random note only",
    arguments: 1...4 as ClosedRange<UInt64>
  )
  func random(seed: UInt64) throws {
    var numbers = SeededNumbers(state: seed)
    for _ in 0..<500 {
      let end = Bool.random(using: &numbers) ? "\n" : "\r\n"
      var keys = ["title", "status", "year", "tags", "mine", "x-y", "日付", "read"]
      keys.shuffle(using: &numbers)
      let pieces = keys.prefix(.random(in: 1...8, using: &numbers)).map {
        Self.piece($0, end, &numbers)
      }
      let mark = Bool.random(using: &numbers) ? "\u{FEFF}" : ""
      let remark = Bool.random(using: &numbers) ? "# a remark: x\(end)" : ""
      let body = "---\(end)\(end)# Title\(end)status: x\(end)```\(end)---\(end)"
      let head = "\(mark)---\(end)\(remark)"
      let chosen = Self.pick(pieces, &numbers)
      let value = Self.pick(["read", "\"new # value\"", "[p, q]", "2020"], &numbers)
      let text = head + pieces.map(\.text).joined() + body
      let wanted = pieces.map {
        $0.key == chosen.key ? $0.before + value + $0.after : $0.text
      }
      #expect(
        try edited(text) { try $0.set(chosen.key, to: value) } == head + wanted.joined() + body,
        "\(text)"
      )
      let left = pieces.filter { $0.key != chosen.key }.map(\.text)
      #expect(try edited(text) { try $0.remove(chosen.key) } == head + left.joined() + body)
    }
  }

  @Test("of any text at all loses none of it", arguments: [21, 22, 23] as [UInt64])
  func fuzz(seed: UInt64) throws {
    var maker = TextMaker(numbers: SeededNumbers(state: seed))
    for round in 0..<1000 {
      let text = round.isMultiple(of: 2) ? "---\n" + maker.text() : maker.damaged(soundNote)
      var editor = FrontMatterEditor(Array(text.utf8), file: "a.md")
      guard (try? editor.set("unheard", to: "of")) != nil else { continue }
      let line = Array("unheard: of".utf8)
      let place = editor.bytes.indices.first { editor.bytes[$0...].starts(with: line) }
      #expect(place != nil)
      // Without the new bytes, the text is the old one.
      let (old, new) = (Array(text.utf8), editor.bytes)
      let head = zip(old, new).prefix { $0 == $1 }.count
      let tail = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
      #expect(head + tail >= old.count, "\(text)")
    }
  }
}
