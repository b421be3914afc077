// SPDX-License-Identifier: MIT

import Foundation
import TrineCatalog
import TrineCheck
import TrineCore
import TrineIndex
import TrineLanguageServer

/// A client with a script: it opens documents, asks, and reads answers, in a workspace of its own.
///
/// In its texts `|` is where the cursor stands.
final class Client {
  let root: String
  let server: LanguageServer
  let catalog: Catalog
  private var number = 0
  /// What the server last said is wrong with each document, by file.
  private(set) var findings: [String: [String]] = [:]
  /// The documents of which the server said so after the last notification, in order.
  private(set) var told: [String] = []
  /// What the server asked for after the last notification.
  private(set) var requests: [JSONValue] = []

  init(isInitialized: Bool = true) throws {
    // With a space and a kanji, which addresses write as codes.
    root = FileManager.default.temporaryDirectory.path + "/trine lsp 論 \(UUID().uuidString)"
    let workspace = Workspace(root: root, settings: WorkspaceSettings(name: "lab"))
    catalog = try Catalog.inMemory()
    server = LanguageServer(workspace, catalog: catalog) { [catalog] texts in
      let checked = try CheckedWorkspace(catalog, open: OpenTexts(texts))
      let findings = WorkspaceCheck.findings(in: checked).filter { $0.level > .information }
      return Dictionary(grouping: findings, by: \.location.file)
        .mapValues { $0.map { DocumentFinding($0.diagnostic, .error) } }
    }
    if isInitialized { _ = try request("initialize", Self.capabilities(["rename"])) }
  }

  /// What an editor says of itself that does some operations on files.
  static func capabilities(_ operations: [String]) -> JSONValue {
    let edit: JSONValue = .object([
      "resourceOperations": .array(operations.map(JSONValue.string))
    ])
    return .object(["capabilities": .object(["workspace": .object(["workspaceEdit": edit])])])
  }

  deinit {
    try? FileManager.default.removeItem(atPath: root)
  }

  func put(_ text: String, _ file: String) throws {
    let url = URL(filePath: "\(root)/\(file)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
  }

  func address(_ file: String) -> JSONValue {
    .string(URL(filePath: "\(root)/\(file)").absoluteString)
  }

  /// The answer to a request: its `result`, or its `error`.
  func request(_ method: String, _ parameters: JSONValue) throws -> JSONValue {
    number += 1
    let message: JSONValue = .object([
      "jsonrpc": .string("2.0"), "id": .integer(number), "method": .string(method),
      "params": parameters,
    ])
    let answers = server.answers(to: Array(try JSONText.line(message).utf8))
    guard answers.count == 1, answers[0]["id"] == .integer(number) else { return .null }
    return answers[0]["result"] ?? answers[0]["error"] ?? .null
  }

  func notify(_ method: String, _ parameters: JSONValue) throws {
    let message: JSONValue = .object([
      "jsonrpc": .string("2.0"), "method": .string(method), "params": parameters,
    ])
    let answers = server.answers(to: Array(try JSONText.line(message).utf8))
    (told, requests) = ([], answers.filter { $0["id"] != nil })
    for answer in answers {
      guard answer["method"]?.string == "textDocument/publishDiagnostics",
        let address = answer["params"]?["uri"]?.string,
        let path = URL(string: address)?.path(percentEncoded: false)
      else { continue }
      let list = answer["params"]?["diagnostics"]?.array ?? []
      told.append(String(path.dropFirst(root.count + 1)))
      findings[String(path.dropFirst(root.count + 1))] = list.map { finding in
        let line = finding["range"]?["start"]?["line"]?.int ?? -1
        return "\(line): \(finding["message"]?.string?.split(separator: "\n").first ?? "")"
      }
    }
  }

  /// Opens a document whose text has the cursor in it, and asks something at the cursor.
  func ask(
    _ method: String,
    _ file: String,
    _ marked: String,
    _ more: [String: JSONValue] = [:]
  ) throws -> JSONValue {
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let before = parts[0]
    try open(file, parts.joined())
    let line = before.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    let character = before.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    var parameters = more
    parameters["textDocument"] = .object(["uri": address(file)])
    parameters["position"] = .object([
      "line": .integer(line), "character": .integer(character.utf16.count),
    ])
    return try request("textDocument/\(method)", .object(parameters))
  }

  func open(_ file: String, _ text: String) throws {
    let document: [String: JSONValue] = ["uri": address(file), "text": .string(text)]
    try notify("textDocument/didOpen", .object(["textDocument": .object(document)]))
  }

  func change(_ file: String, _ text: String) throws {
    let change: JSONValue = .object([
      "textDocument": .object(["uri": address(file)]),
      "contentChanges": .array([.object(["text": .string(text)])]),
    ])
    try notify("textDocument/didChange", change)
  }

  /// Saves or closes a document.
  func notify(_ method: String, of file: String) throws {
    let document: JSONValue = .object(["uri": address(file)])
    try notify("textDocument/\(method)", .object(["textDocument": document]))
  }
}

/// A sound note.
let chen = """
  ---
  citekey: chen2016revisiting
  title: "Revisiting Distributed Synchronous SGD"
  authors: ["Chen, Jianmin", "Pan, Xinghao", "Monga, Rajat"]
  year: 2016
  status: read
  ---

  ## In three lines
  1. The problem.
  2. The idea.
  3. The result.

  ## What it criticises
  [[dean2012large]]

  ## What it contributes
  Backups.

  ## Claims
  - `faster` It is faster.
  - `accurate` It is more accurate.
  """
