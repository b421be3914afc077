// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineLanguageServer

@Suite("Findings of open documents")
struct OpenDocumentTests {
  private let client: Client
  private let dean = "notes/papers/dean2012large.md"
  private let topic = "notes/topics/new.md"
  private let other = "notes/topics/other.md"
  private let claim = "1: 'dean2012large' has no heading and no claim 'newclaim'"
  private let fresh = "2: there is no note or topic 'fresh'"

  private static let note = """
    ---
    citekey: dean2012large
    title: "Large"
    authors: ["Dean, Jeffrey"]
    year: 2012
    ---
    [[new]]

    ## Claims
    - `old` Old.

    """
  private let longer = Self.note + "- `newclaim` New.\n"

  init() throws {
    client = try Client()
    try client.put(Self.note, dean)
    try client.put("# New\n[[dean2012large#newclaim]]\n[[fresh]]\n", topic)
    try client.put("# Other\n[[new]]\n", other)
    try client.open(dean, Self.note)
    try client.open(topic, "# New\n[[dean2012large#newclaim]]\n[[fresh]]\n")
    try client.open(other, "# Other\n[[new]]\n")
  }

  @Test("are told of all that what was saved changes, and of no others")
  func saved() throws {
    #expect(client.findings == [dean: [], topic: [claim, fresh], other: []])
    try client.change(dean, longer)
    try client.put(longer, dean)
    try client.put("# Fresh\n", "notes/topics/fresh.md")
    try client.notify("didSave", of: dean)
    #expect(client.findings[topic] == [])
    #expect(client.told == [dean, topic])
    try client.notify("didSave", of: other)
    #expect(client.told == [other])
  }

  @Test(
    "go by an open note's identifiers and earlier keys, also where its sections are not in order"
  )
  func identifiers() throws {
    let chen = "---\ntitle: T\ndoi: 10.1/x\n---\n## In three lines\n1. One.\n"
    try client.put(chen, "notes/papers/chen2016.md")
    let twin = "notes/papers/twin2016.md"
    try client.open(twin, "---\ntitle: U\ndoi: 10.1/x\n---\n## In three lines\n1. One.\n")
    try client.put("---\ntitle: U\ndoi: 10.1/x\n---\n## In three lines\n1. One.\n", twin)
    try client.notify("didSave", of: twin)
    #expect(client.findings[twin]?.contains { $0.contains("10.1/x") } == true)
    try client.change(twin, "---\ntitle: U\naliases: [fresh]\n---\n## In three lines\n1. One.\n")
    #expect(client.findings[twin]?.contains { $0.contains("10.1/x") } == false)
    #expect(client.findings[topic] == [claim])
  }

  @Test("go by the name that an open experiment has")
  func experiments() throws {
    let config = "name: e\ndata: {format: synthetic, kind: spirals}\nmodel: {layers: [2, 4, 2]}\n"
    let file = "experiments/e.yaml"
    try client.put(config, file)
    try client.put(config.replacing("name: e", with: "name: f"), "experiments/f.yaml")
    try client.open(file, config)
    try client.change(other, "# Other\n[[new]] [[exp:e2]]\n")
    #expect(client.findings[other]?.count == 1 && client.findings[file] == [])
    try client.change(file, config.replacing("name: e", with: "name: e2"))
    #expect(client.findings[other] == [])
    try client.change(file, config.replacing("name: e", with: "name: f"))
    #expect(client.findings[other]?.count == 1)
    #expect(client.findings[file]?.contains { $0.contains("experiments/f.yaml") } == true)
  }

  @Test("are told anew when files change that are not open")
  func watched() throws {
    try client.put(longer, dean)
    try client.put("# Fresh\n", "notes/topics/fresh.md")
    try client.notify("workspace/didChangeWatchedFiles", .object(["changes": .array([])]))
    #expect(client.told == [topic])
    // What the editor has open is what counts, and that does not have the claim.
    #expect(client.findings[topic] == [claim])
    try client.notify("workspace/didChangeWatchedFiles", .object(["changes": .array([])]))
    #expect(client.told == [])
    try FileManager.default.removeItem(atPath: "\(client.root)/notes/topics/fresh.md")
    try client.notify("workspace/didChangeWatchedFiles", .object([:]))
    #expect(client.findings[topic] == [claim, fresh])
  }

  @Test("judge links by what is open, saved or not, until it is closed")
  func unsaved() throws {
    try client.change(dean, longer)
    #expect(client.told == [dean, topic])
    #expect(client.findings[topic] == [fresh])
    try client.change(dean, longer + "More.\n")
    #expect(client.told == [dean])
    try client.notify("didClose", of: dean)
    #expect(client.findings[dean] == [])
    #expect(client.findings[topic] == [claim, fresh])
    #expect(client.told == [dean, topic])
    try client.open(dean, longer)
    #expect(client.told == [dean, topic])
    #expect(client.findings[topic] == [fresh])
  }

  @Test("of a document that was closed are none, whatever changes")
  func closed() throws {
    try client.notify("didClose", of: topic)
    #expect(client.told == [topic])
    #expect(client.findings[topic] == [])
    try client.change(dean, longer)
    try client.notify("didSave", of: topic)
    #expect(client.findings[topic] == [])
    try client.open(topic, "[[fresh]]")
    #expect(client.findings[topic] == ["0: there is no note or topic 'fresh'"])
  }

  @Test("know a page by the title that is being given to it, as definitions do")
  func title() throws {
    try client.open(topic, "[[Other Name]]")
    #expect(client.findings[topic] == ["0: there is no note or topic 'Other Name'"])
    try client.change(other, "---\ntitle: \"Other Name\"\n---\n[[new]]\n")
    #expect(client.findings[topic] == [])
    let place = try client.ask("definition", topic, "[[Other N|ame]]")
    #expect(place["uri"] == client.address(other))
    // While the front matter cannot be read the title is the one that was saved.
    try client.put("---\ntitle: \"Other Name\"\n---\n[[new]]\n", other)
    try client.change(other, "---\ntitle: \"Other Name\n---\n[[new]]\n")
    #expect(client.findings[topic] == [])
  }

  @Test(
    "are kept current by an editor that watches files when it is asked to",
    arguments: [true, false]
  )
  func watching(isAble: Bool) throws {
    let client = try Client(isInitialized: false)
    let watching: JSONValue = .object(["dynamicRegistration": .bool(isAble)])
    let workspace: JSONValue = .object(["didChangeWatchedFiles": watching])
    let capabilities: JSONValue = .object(["workspace": workspace])
    _ = try client.request("initialize", .object(["capabilities": capabilities]))
    try client.notify("initialized", .object([:]))
    let methods = client.requests.compactMap { $0["method"]?.string }
    #expect(methods == (isAble ? ["client/registerCapability"] : []))
    guard let request = client.requests.first else { return }
    let asked = request["params"]?["registrations"]?.array?.first
    #expect(asked?["method"] == .string("workspace/didChangeWatchedFiles"))
    let answer: JSONValue = .object([
      "jsonrpc": .string("2.0"), "id": request["id"] ?? .null, "result": .null,
    ])
    #expect(client.server.answers(to: Array(try JSONText.line(answer).utf8)).isEmpty)
  }
}
