// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCatalog
import TrineCore
import TrineLanguageServer

@Suite("The language server")
struct ServerTests {
  private let client: Client

  init() throws {
    client = try Client()
    try client.put(chen, "notes/papers/chen2016revisiting.md")
    try client.put("---\ntitle: \"Large\"\n---\n", "notes/papers/dean2012large.md")
    try client.put("---\ntitle: \"Open MPI\"\n---\n# Errors\n", "notes/topics/open-mpi.md")
    try client.put("question: Which?\npapers: [dean2012large]\n", "experiments/which.yaml")
    try client.put("# which-1\n", "reports/runs/which-1.md")
  }

  private func labels(_ answer: JSONValue) -> [String] {
    (answer["items"]?.array ?? []).compactMap { $0["label"]?.string }
  }

  private let topic = "notes/topics/new.md"

  @Test(
    "completes what is being written",
    arguments: [
      ("[[|", ["chen2016revisiting", "dean2012large", "open-mpi", "exp:which"]),
      ("漢字 [[ch|", ["chen2016revisiting", "dean2012large", "open-mpi", "exp:which"]),
      ("[@|]", ["chen2016revisiting", "dean2012large"]),
      ("as @ch|", ["chen2016revisiting", "dean2012large"]),
      ("[[dean2012large]] and @ch|", ["chen2016revisiting", "dean2012large"]),
      ("[-@ch|]", ["chen2016revisiting", "dean2012large"]),
      ("@{ch|}", ["chen2016revisiting", "dean2012large"]),
      ("[[exp:|", ["which"]),
      ("[[run:|", []),
      ("[[open-mpi#|", ["Errors"]),
    ]
  )
  func completion(text: String, expected: [String]) throws {
    #expect(try labels(client.ask("completion", topic, text)) == expected)
  }

  @Test("offers runs between double brackets, with and without what says that they are")
  func runs() throws {
    let id = RunID(experiment: "which", number: 1)
    try client.catalog.save(
      Run(
        id: id,
        uid: "uid",
        status: .finished,
        created: Date(timeIntervalSince1970: 1_795_413_600),
        host: "here",
        ranks: 1,
        seed: 1,
        config: .object([:]),
        metrics: [:],
        tags: [],
        folder: Workspace.folder(id)
      )
    )
    #expect(try labels(client.ask("completion", topic, "[[wh|")).last == "run:which-1")
    #expect(try labels(client.ask("completion", topic, "[[run:|")) == ["which-1"])
    #expect(try !labels(client.ask("completion", topic, "@wh|")).contains("run:which-1"))
  }

  @Test("completes the claims and headings of a note")
  func claims() throws {
    let labels = try labels(client.ask("completion", topic, "[[chen2016revisiting#f|]]"))
    #expect(labels.prefix(2) == ["faster", "accurate"])
    #expect(labels.contains("What it criticises"))
  }

  @Test(
    "completes papers and claims of an experiment",
    arguments: [
      ("papers: [ch|", ["chen2016revisiting", "dean2012large"]),
      ("papers:\n  - dean2012large\n  - ch|", ["chen2016revisiting", "dean2012large"]),
      ("claims:\n  - claim: chen2016revisiting#|", ["faster", "accurate"]),
      ("tags: [ch|", []),
      ("data:\n  - ch|", []),
    ]
  )
  func experiments(text: String, expected: [String]) throws {
    #expect(try labels(client.ask("completion", "experiments/new.yaml", text)) == expected)
  }

  @Test(
    "completes nothing else",
    arguments: ["word|", "me@example|", "me-@example|", "[[a]] |", "[[a]] word|", "{ch|", ""]
  )
  func nothing(text: String) throws {
    #expect(try client.ask("completion", topic, text.isEmpty ? "|" : text) == .null)
  }

  @Test("replaces what has been typed, counted in UTF-16")
  func replacement() throws {
    let answer = try client.ask("completion", topic, "𝕏 [[ch|")
    let range = answer["items"]?.array?.first?["textEdit"]?["range"]
    #expect(range?["start"]?["character"] == .integer(5))
    #expect(range?["end"]?["character"] == .integer(7))
  }

  @Test("shows a paper's three lines, and the claim a link names")
  func hover() throws {
    let answer = try client.ask("hover", topic, "see [[chen2016re|visiting#faster]]")
    let text = answer["contents"]?["value"]?.string ?? ""
    #expect(
      text.hasPrefix("**Revisiting Distributed Synchronous SGD**\n\nChen et al., 2016 · read")
    )
    #expect(text.contains("> `faster` It is faster."))
    #expect(text.hasSuffix("1. The problem.\n2. The idea.\n3. The result."))
    #expect(answer["range"]?["start"]?["character"] == .integer(6))
    #expect(try client.ask("hover", topic, "[[none|]]") == .null)
    #expect(try client.ask("hover", topic, "no li|nk") == .null)
    let experiment = try client.ask("hover", topic, "[[exp:whi|ch]]")
    #expect(experiment["contents"]?["value"]?.string == "**which** Which?\n\nruns: 0")
  }

  @Test(
    "goes to what a link names",
    arguments: [
      ("[[chen2016|revisiting]]", "notes/papers/chen2016revisiting.md", 0),
      ("[@chen2016|revisiting]", "notes/papers/chen2016revisiting.md", 0),
      ("[[chen2016revisiting#accur|ate]]", "notes/papers/chen2016revisiting.md", 21),
      ("[[chen2016revisiting#Clai|ms]]", "notes/papers/chen2016revisiting.md", 19),
      ("[[Open M|PI]]", "notes/topics/open-mpi.md", 0),
      ("[[exp:wh|ich]]", "experiments/which.yaml", 0),
      ("[[|exp:which]]", "experiments/which.yaml", 0),
      ("[[ex|p: which]]", "experiments/which.yaml", 0),
      ("[[run|:which-1]]", "reports/runs/which-1.md", 0),
    ]
  )
  func definition(text: String, file: String, line: Int) throws {
    let answer = try client.ask("definition", topic, text)
    #expect(answer["uri"] == client.address(file))
    #expect(answer["range"]?["start"]?["line"] == .integer(line))
  }

  @Test("goes to the plan of a run that has no card yet")
  func definitionOfRun() throws {
    let plan = ".trine/runs/which-2/plan.json"
    try client.put("{}", plan)
    #expect(try client.ask("definition", topic, "[[run:whi|ch-2]]")["uri"] == client.address(plan))
    #expect(try client.ask("definition", topic, "[[run:whi|ch-3]]") == .null)
  }

  @Test("lists all links to an experiment, with the cursor on its prefix, too")
  func referencesOfExperiment() throws {
    let answer = try client.ask("references", topic, "[[e|xp:which]] and [[exp:which]]")
    #expect(answer.array?.count == 2)
    #expect(answer.array?.first?["range"]?["start"]?["character"] == .integer(6))
    #expect(try client.ask("hover", topic, "[[e|xp:which]]") != .null)
    #expect(try client.ask("hover", topic, "[|[exp:which]]") == .null)
  }

  @Test("lists all links to the same, also those that are not saved yet")
  func references() throws {
    let answer = try client.ask("references", topic, "[[dean2012|large]] @dean2012large")
    let files = (answer.array ?? []).compactMap { $0["uri"] }
    let expected = [
      "experiments/which.yaml", "notes/papers/chen2016revisiting.md", topic, topic,
    ]
    #expect(files == expected.map(client.address))
  }

  @Test("says what is wrong with a note, until it is not")
  func findings() throws {
    let file = "notes/papers/chen2016revisiting.md"
    try client.open(file, chen.replacing("3. The result.\n", with: ""))
    #expect(
      client.findings[file] == ["8: the three-line summary has 2 lines; it must have exactly three"]
    )
    try client.change(file, chen)
    #expect(client.findings[file] == [])
  }

  @Test("calls files as the editor does that knows the workspace by a symbolic link")
  func symbolicLink() throws {
    let link = client.root + "-link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: client.root)
    defer { try? FileManager.default.removeItem(atPath: link) }
    let address = { (file: String) in
      JSONValue.string(URL(filePath: "\(link)/\(file)").absoluteString)
    }
    let document: JSONValue = .object([
      "uri": address(topic), "text": .string("[[dean2012large]]"),
    ])
    try client.notify("textDocument/didOpen", .object(["textDocument": document]))
    let answer = try client.request(
      "textDocument/definition",
      .object([
        "textDocument": .object(["uri": address(topic)]),
        "position": .object(["line": .integer(0), "character": .integer(4)]),
      ])
    )
    #expect(answer["uri"] == address("notes/papers/dean2012large.md"))
  }

  @Test("refuses places that are none", arguments: [(-1, 0), (0, -1), (99, 99)])
  func places(line: Int, character: Int) throws {
    try client.open(topic, "[[dean2012large]]")
    for method in ["completion", "hover", "definition", "prepareRename"] {
      let answer = try client.request(
        "textDocument/\(method)",
        .object([
          "textDocument": .object(["uri": client.address(topic)]),
          "position": .object(["line": .integer(line), "character": .integer(character)]),
        ])
      )
      #expect((answer["code"] == .integer(-32602)) == (line < 0 || character < 0))
    }
  }

  @Test("answers what it does not know with an error, and lives on")
  func errors() throws {
    #expect(try client.request("textDocument/unknown", .null)["code"] == .integer(-32601))
    #expect(try client.request("textDocument/hover", .object([:]))["code"] == .integer(-32602))
    let outside: JSONValue = .object(["uri": .string("file:///etc/passwd")])
    let answer = try client.request("textDocument/hover", .object(["textDocument": outside]))
    #expect(answer["code"] == .integer(-32602))
    #expect(client.server.answers(to: Array("{".utf8)).first?["error"]?["code"] == .integer(-32700))
    #expect(client.server.answers(to: Array("[]".utf8)).isEmpty)
    #expect(try client.ask("hover", topic, "[[exp:wh|ich]]") != .null)
  }

  @Test("begins with initialize and ends with shutdown and exit")
  func life() throws {
    let client = try Client(isInitialized: false)
    #expect(try client.request("shutdown", .null)["code"] == .integer(-32002))
    let first = try client.request("initialize", .object([:]))
    #expect(first["capabilities"]?["hoverProvider"] == .bool(true))
    #expect(try client.request("initialize", .object([:]))["code"] == .integer(-32600))
    #expect(try client.request("shutdown", .null) == .null)
    #expect(try client.request("textDocument/hover", .null)["code"] == .integer(-32600))
    try client.notify("exit", .null)
    #expect(client.server.exitCode == 0)
  }
}
