// SPDX-License-Identifier: MIT

public import TrineCatalog
public import TrineCore

/// A language server for a workspace: completion, hover, definition, references, rename and findings
/// (Language Server Protocol 3.17).
///
/// It answers one message at a time and keeps nothing between them but the open documents and what it said of
/// them: the catalog is brought up to date before each answer, so that what other programs write is seen at
/// once.
public final class LanguageServer {
  /// What is wrong with the open documents, by file; given are their texts, by file.
  public typealias Findings = (_ texts: [String: String]) throws -> [String: [DocumentFinding]]

  /// Where a session stands.
  private enum Phase {
    case beforeInitialize, running, shutDown
  }

  private var library: Library
  private let findings: Findings
  /// What was last said to be wrong with each open document, by file.
  private var said: [String: JSONValue] = [:]
  private var phase = Phase.beforeInitialize
  /// Whether the editor renames files when it is told to.
  private var movesFiles = false
  /// Whether the editor tells of changed files when it is asked to.
  private var watchesFiles = false

  /// The code to end with, once the client has said `exit`.
  public private(set) var exitCode: Int32?

  /// Serves a workspace.
  public init(_ workspace: Workspace, catalog: Catalog, findings: @escaping Findings) {
    library = Library(workspace, catalog: catalog)
    self.findings = findings
  }

  /// The messages to send for one that came; none for most notifications.
  public func answers(to bytes: [UInt8]) -> [JSONValue] {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let message = try? JSONText.value(JSONValue.self, from: text) else {
      return [RemoteAnswer.failure(CallFailure(.parseError, "this is not JSON"), id: .null)]
    }
    guard let call = RemoteCall(message) else { return [] }
    guard let id = call.id else { return notified(call) }
    do {
      return [RemoteAnswer.result(try result(call), id: id)]
    } catch let failure as CallFailure {
      return [RemoteAnswer.failure(failure, id: id)]
    } catch {
      return [RemoteAnswer.failure(CallFailure(.requestFailed, "\(error)"), id: id)]
    }
  }
}

// MARK: - Requests

extension LanguageServer {
  private func result(_ call: RemoteCall) throws -> JSONValue {
    switch (call.method, phase) {
    case ("initialize", .beforeInitialize):
      phase = .running
      movesFiles = Capabilities.movesFiles(call.parameters)
      watchesFiles = Capabilities.watchesFiles(call.parameters)
      return Capabilities.json
    case (_, .beforeInitialize):
      throw CallFailure(.notInitialized, "'\(call.method)' came before 'initialize'")
    case ("initialize", .running):
      throw CallFailure(.invalidRequest, "'initialize' came a second time")
    case (_, .shutDown):
      throw CallFailure(.invalidRequest, "'\(call.method)' came after 'shutdown'")
    case ("shutdown", .running):
      phase = .shutDown
      return .null
    default:
      try library.sync()
      return try answer(call.method, call.parameters)
    }
  }

  private func answer(_ method: String, _ parameters: JSONValue) throws -> JSONValue {
    switch method {
    case "textDocument/completion":
      return try Completion(library).items(at: place(parameters))
    case "textDocument/hover":
      return try Hover(library).hover(at: place(parameters))
    case "textDocument/definition":
      return try Definition(library).definition(at: place(parameters))
    case "textDocument/references":
      return try Definition(library).references(at: place(parameters))
    case "textDocument/prepareRename":
      return try Renaming(library, movesFiles: movesFiles).prepared(at: place(parameters))
    case "textDocument/rename":
      guard let name = parameters["newName"]?.string else {
        throw CallFailure(.invalidParameters, "'newName' is missing")
      }
      let renaming = Renaming(library, movesFiles: movesFiles)
      return try renaming.edit(at: place(parameters), to: name)
    case "textDocument/documentSymbol":
      return try Symbols(library).symbols(of: document(parameters))
    case "workspace/symbol":
      return try Symbols(library).symbols(matching: parameters["query"]?.string ?? "")
    default:
      throw CallFailure(.methodNotFound, "'\(method)' is not known here")
    }
  }

  private func document(_ parameters: JSONValue) throws -> String {
    guard let address = parameters["textDocument"]?["uri"]?.string else {
      throw CallFailure(.invalidParameters, "'textDocument.uri' is missing")
    }
    guard let file = library.file(address) else {
      throw CallFailure(.invalidParameters, "'\(address)' is no file of this workspace")
    }
    return file
  }

  private func place(_ parameters: JSONValue) throws -> DocumentPlace {
    let file = try document(parameters)
    guard let position = TextPosition(parameters["position"]) else {
      throw CallFailure(.invalidParameters, "'position' is missing, or below 0")
    }
    guard let document = library.document(file) else {
      throw CallFailure(.invalidParameters, "'\(file)' cannot be read")
    }
    return DocumentPlace(file: file, document: document, position: position)
  }
}

// MARK: - Notifications

extension LanguageServer {
  private func notified(_ call: RemoteCall) -> [JSONValue] {
    if call.method == "exit" {
      exitCode = phase == .shutDown ? 0 : 1
      return []
    }
    guard phase == .running else { return [] }
    switch call.method {
    case "initialized": return watchesFiles ? [Capabilities.watching] : []
    case "workspace/didChangeWatchedFiles": return publications()
    default:
      guard call.method.hasPrefix("textDocument/did"), let file = try? document(call.parameters)
      else { return [] }
      return notified(call, of: file)
    }
  }

  private func notified(_ call: RemoteCall, of file: String) -> [JSONValue] {
    switch call.method {
    case "textDocument/didOpen": open(file, call.parameters["textDocument"]?["text"])
    case "textDocument/didChange":
      open(file, call.parameters["contentChanges"]?.array?.last?["text"])
    case "textDocument/didClose":
      // Of a document that nobody sees nothing is said; to the others its file counts again.
      (library.open[file], said[file]) = (nil, nil)
      return [published(file, .array([]))] + publications()
    default: break
    }
    return publications(first: file)
  }

  private func open(_ file: String, _ text: JSONValue?) {
    guard let text = text?.string else { return }
    library.open[file] = DocumentText(text)
  }
}

// MARK: - Findings

extension LanguageServer {
  /// What is wrong with the open documents: with one that the editor just told of in any case, with others
  /// where that is not what was said last.
  private func publications(first: String? = nil) -> [JSONValue] {
    try? library.sync()
    // What was said is the best there is where nothing can be found out.
    guard let found = try? findings(library.open.mapValues(\.text)) else { return [] }
    let others = library.open.keys.filter { $0 != first }.sorted()
    let files = (first.map { [$0] } ?? []).filter { library.open[$0] != nil } + others
    return files.compactMap { file in
      let list = diagnostics(found[file] ?? [], in: file)
      guard file == first || said[file] != list else { return nil }
      said[file] = list
      return published(file, list)
    }
  }

  private func diagnostics(_ findings: [DocumentFinding], in file: String) -> JSONValue {
    guard !findings.isEmpty, let document = library.open[file] else { return .array([]) }
    let links = library.links(in: file)
    return .array(findings.map { $0.json(in: document, links: links) })
  }

  private func published(_ file: String, _ diagnostics: JSONValue) -> JSONValue {
    RemoteAnswer.notification(
      "textDocument/publishDiagnostics",
      .object(["uri": library.address(file), "diagnostics": diagnostics])
    )
  }
}
