// SPDX-License-Identifier: MIT

import TrineCore

/// What the server says it can do, and what it has to know of the client.
enum Capabilities {
  /// Whether a client that initializes the server renames files when an edit says so.
  static func movesFiles(_ parameters: JSONValue) -> Bool {
    let edits = parameters["capabilities"]?["workspace"]?["workspaceEdit"]
    return edits?["resourceOperations"]?.array?.contains(.string("rename")) == true
  }

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
