// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineIndex

@Suite("Renaming in an editor")
struct RenamingTests {
  private let client: Client
  private let topic = "notes/topics/new.md"

  init() throws {
    client = try Client()
    try put(client)
  }

  private func put(_ client: Client) throws {
    for (file, text) in Self.files { try client.put(text, file) }
  }

  private static let files = [
    "notes/papers/chen2016revisiting.md": chen + "\n\n[[chen2016revisiting#faster]]",
    "notes/papers/dean2012large.md": "---\r\ntitle: \"Large\"\r\n---\r\n@dean2012large\r\n",
    "notes/topics/saved.md":
      "漢😀 [[dean2012large]] and @dean2012large\nno link\n[a](../papers/dean2012large.md)",
    "experiments/which.yaml": "question: Which?\npapers: [dean2012large]\n",
  ]

  @Test(
    "does what the command does, to the byte",
    arguments: ["dean2012large", "chen2016revisiting"]
  )
  func asTheCommand(key: String) throws {
    let new = "new2026key"
    let answer = try client.ask(
      "rename",
      topic,
      "漢 [[\(key.prefix(4))|\(key.dropFirst(4))]]",
      [
        "newName": .string(new)
      ]
    )
    var texts = Self.files
    texts[topic] = "漢 [[\(key)]]"
    let changes = try #require(answer["documentChanges"]?.array)
    for change in changes where change["kind"] == nil {
      let file = try #require(
        texts.keys.first { client.address($0) == change["textDocument"]?["uri"] }
      )
      texts[file] = try edited(try #require(texts[file]), change["edits"]?.array ?? [])
    }
    let old = "notes/papers/\(key).md"
    #expect(changes.last?["kind"] == .string("rename"))
    #expect(changes.last?["oldUri"] == client.address(old))
    #expect(changes.last?["newUri"] == client.address("notes/papers/\(new).md"))
    texts["notes/papers/\(new).md"] = texts.removeValue(forKey: old)

    // What the command makes of the same files, the one that was not saved among them.
    try client.put("漢 [[\(key)]]", topic)
    let workspace = Workspace(root: client.root, settings: WorkspaceSettings(name: "lab"))
    _ = try PaperRename(workspace).rename(
      try #require(CitationKey(key)),
      to: try #require(CitationKey(new))
    )
    for (file, text) in texts {
      #expect(
        try String(contentsOfFile: "\(client.root)/\(file)", encoding: .utf8) == text,
        "\(file)"
      )
    }
  }

  /// Does edits as the protocol says: all places are those of the text as it was.
  private func edited(_ text: String, _ edits: [JSONValue]) throws -> String {
    var units = Array(text.utf16)
    let starts = [0] + units.indices.filter { units[$0] == 0x0A }.map { $0 + 1 }
    let ranges = try edits.map { edit in
      let places = try ["start", "end"].map { end in
        let place = try #require(edit["range"]?[end])
        return starts[try #require(place["line"]?.int)] + (try #require(place["character"]?.int))
      }
      return (places[0]..<places[1], try #require(edit["newText"]?.string))
    }
    for (range, new) in ranges.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) {
      units.replaceSubrange(range, with: Array(new.utf16))
    }
    return String(decoding: units, as: UTF16.self)
  }

  @Test(
    "is refused to what cannot be a key, or is taken",
    arguments: ["two words", "chen2016revisiting", "日本"]
  )
  func noRename(name: String) throws {
    let answer = try client.ask("rename", topic, "[[dean2012|large]]", ["newName": .string(name)])
    #expect(answer["message"] != nil)
  }

  @Test("is refused to a key by which links lead to what is no paper", arguments: ["run", "exp"])
  func otherMeaning(prefix: String) throws {
    let answer = try client.ask(
      "rename",
      topic,
      "[[dean2012|large]]",
      ["newName": .string("\(prefix):x")]
    )
    let kind = prefix == "run" ? "run" : "experiment"
    #expect(answer["code"] == .integer(-32602))
    #expect(
      answer["message"]
        == .string(
          "a link [[\(prefix):x]] leads to the \(kind) 'x'; choose a key that does not begin with "
            + "run: or exp:"
        )
    )
  }

  @Test("is refused where the editor leaves files under their names, and says how else to do it")
  func withoutMoves() throws {
    let client = try Client(isInitialized: false)
    _ = try client.request("initialize", Client.capabilities(["create"]))
    try put(client)
    let answer = try client.ask(
      "rename",
      topic,
      "[[dean2012|large]]",
      ["newName": .string("d2012")]
    )
    #expect(answer["message"]?.string?.contains("trine paper rename dean2012large d2012") == true)
  }

  @Test("begins at the key's own field, too")
  func ownField() throws {
    let file = "notes/papers/chen2016revisiting.md"
    let text = chen.replacing("citekey: chen", with: "citekey: ch|en")
    let prepared = try client.ask("prepareRename", file, text)
    #expect(prepared["placeholder"] == .string("chen2016revisiting"))
    #expect(prepared["range"]?["start"]?["character"] == .integer(9))
    let answer = try client.ask("rename", file, text, ["newName": .string("chen2016sync")])
    #expect(answer["documentChanges"]?.array?.count == 2)
  }
}
