// SPDX-License-Identifier: MIT

import TrineCore

/// What the server says it can do, and what it has to know of the client.
enum Capabilities {
  /// Whether a client that initializes the server renames files when an edit says so.
  static func movesFiles(_ parameters: JSONValue) -> Bool {
    let edits = parameters["capabilities"]?["workspace"]?["workspaceEdit"]
    return edits?["resourceOperations"]?.array?.contains(.string("rename")) == true
  }

  /// Whether a client tells of changed files when a server asks it to, once it is initialized.
  static func watchesFiles(_ parameters: JSONValue) -> Bool {
    let watching = parameters["capabilities"]?["workspace"]?["didChangeWatchedFiles"]
    return watching?["dynamicRegistration"] == .bool(true)
  }

  /// The request to tell of notes, experiments and reports that other programs change.
  static let watching: JSONValue = {
    let watcher: JSONValue = .object(["globPattern": .string("**/*.{md,yaml}")])
    let registration: JSONValue = .object([
      "id": .string("files"),
      "method": .string("workspace/didChangeWatchedFiles"),
      "registerOptions": .object(["watchers": .array([watcher])]),
    ])
    return RemoteAnswer.request(
      "client/registerCapability",
      .object(["registrations": .array([registration])]),
      id: .string("watching")
    )
  }()

  static let json: JSONValue = .object([
    "capabilities": .object([
      "positionEncoding": .string("utf-16"),
      // Whole texts, with every change.
      "textDocumentSync": .object([
        "openClose": .bool(true), "change": .integer(1), "save": .bool(true),
      ]),
      "completionProvider": .object([
        "triggerCharacters": .array(["[", "@", "#", ":"].map(JSONValue.string))
      ]),
      "hoverProvider": .bool(true),
      "definitionProvider": .bool(true),
      "referencesProvider": .bool(true),
      "renameProvider": .object(["prepareProvider": .bool(true)]),
      "documentSymbolProvider": .bool(true),
      "workspaceSymbolProvider": .bool(true),
    ]),
    "serverInfo": .object([
      "name": .string("trine"), "version": .string(TrineVersion.text),
    ]),
  ])
}
