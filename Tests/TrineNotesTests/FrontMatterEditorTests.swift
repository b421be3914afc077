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
      ("\n \n---\nx: 1\n---\n", "\n \n---\nstatus: read\nx: 1\n---\n"),
      ("\r\n---\r\nstatus: a\r\n---\r\n", "\r\n---\r\nstatus: read\r\n---\r\n"),
      ("\n---\n# t\n\nx: 1\n---\n", "\n---\nstatus: read\n# t\n\nx: 1\n---\n"),
      ("\n---\nA rule", "---\nstatus: read\n---\n\n\n---\nA rule"),
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

  @Test(
    "refuses a file that is no text, or whose lines end with CR alone",
    arguments: [
      Array("---\ntitle: A\n---\n".utf8) + [0xFF, 0x0A],
      [0xFF, 0xFE, 0x2D, 0x00, 0x2D, 0x00, 0x2D, 0x00, 0x0A, 0x00],
      [0x2D, 0x00, 0x2D, 0x00, 0x2D, 0x00, 0x0A, 0x00],
      Array("---\rtitle: A\r---\r".utf8), Array("---\rtitle: A\r---\r\ntext\n".utf8),
      Array("---\ntitle: A\rx: B\n---\n".utf8),
    ]
  )
  func noText(bytes: [UInt8]) {
    var editor = FrontMatterEditor(bytes, file: "a.md")
    #expect(throws: Diagnostic.self) { try editor.set("status", to: "read") }
    #expect(throws: Diagnostic.self) { try editor.remove("title") }
    #expect(throws: Diagnostic.self) { try editor.add("a", toList: "x", inPlaceOf: "b") }
    #expect(editor.bytes == bytes)
  }

  @Test("tells an alias that unfolds as a key with its line", .timeLimit(.minutes(1)))
  func aliasKeys() {
    let levels = (1...60).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }
    let text = "---\ntitle: A\na0: &a0 x\n" + levels.joined() + "? *a60\n: 1\n---\n"
    let found = PaperNoteParser.diagnostics(text, file: "notes/papers/a.md")
    #expect(found.first?.location?.line == 64)
    #expect(found.first?.fix == "write the key itself")
  }

  @Test("refuses aliases that unfold to billions of values", .timeLimit(.minutes(1)))
  func aliases() throws {
    var text = "---\ntitle: A\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let last = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(last)]\n"
    }
    text += "---\n"
    let error = #expect(throws: Diagnostic.self) { try edited(text) { try $0.set("x", to: "1") } }
    #expect(error?.message.contains("unfold to more than 10,000 values") == true)
    let told = PaperNoteParser.diagnostics(text, file: "a.md")
    #expect(told.contains { $0.message == error?.message })
    let few = "---\nx: &x [a, b]\ny: [*x, *x]\n---\n"
    #expect(try edited(few) { try $0.set("y", to: "1") } == few.replacing("[*x, *x]", with: "1"))
  }

  @Test(
    "puts a text into a list as it is written",
    arguments: [
      ("aliases: [k0]", "aliases: [k0, new]"), ("aliases: [] # none", "aliases: [new] # none"),
      ("aliases: [ \"k0\",  'k1', ] # r", "aliases: [ \"k0\",  'k1',  new] # r"),
      (
        "aliases:\n  - k0 # first\n  # between\n  - k1\n\n  # last",
        "aliases:\n  - k0 # first\n  # between\n  - k1\n  - new\n\n  # last"
      ),
      ("aliases: # r\n- k0", "aliases: # r\n- k0\n- new"),
      ("aliases: [k0, # r\n  k1]", "aliases: [k0, # r\n  k1, new]"),
      ("aliases:", "aliases: [new]"), ("aliases: ~ # r", "aliases: [new] # r"),
      ("aliases: [k0, old, k1] # r", "aliases: [k0, new, k1] # r"),
      ("aliases:\n- \"old\" # first\n- k1", "aliases:\n- \"new\" # first\n- k1"),
      ("aliases: [\"new\", k0] # r", "aliases: [\"new\", k0] # r"),
    ]
  )
  func lists(before: String, after: String) throws {
    func note(_ field: String) -> String { "---\ntitle: 漢 # t\n\(field)\nx: y\n---\nold\n" }
    func added(_ text: String) throws -> String {
      try edited(text) { try $0.add("new", toList: "aliases", inPlaceOf: "old") }
    }
    #expect(try added(note(before)) == note(after))
    let returned = note(before).replacing("\n", with: "\r\n")
    #expect(try added(returned) == note(after).replacing("\n", with: "\r\n"))
  }

  @Test(
    "adds nothing to what is no list",
    arguments: ["aliases: {a: 1}", "aliases: k0", "aliases: &x [k0]", "aliases:\n  a: 1"]
  )
  func noLists(field: String) throws {
    let text = "---\ntitle: A\n\(field)\n---\n"
    #expect(throws: Diagnostic.self) {
      try edited(text) { try $0.add("new", toList: "aliases", inPlaceOf: "old") }
    }
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
