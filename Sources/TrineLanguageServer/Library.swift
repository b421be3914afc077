// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineFiles
import TrineIndex
import TrineNotes

/// What the workspace holds, as editors ask for it: the catalog, brought up to date before each answer,
/// and the documents that are open, which may not be saved yet.
struct Library {
  let workspace: Workspace
  let catalog: Catalog
  /// The texts of open documents, by file.
  var open: [String: DocumentText] = [:]

  /// Takes in what other programs changed.
  func sync() throws {
    try WorkspaceIndex(workspace, catalog: catalog).sync()
  }

  /// The file an address names, relative to the workspace; `nil` for one outside.
  func file(_ address: String) -> String? {
    guard let path = FileAddress.path(of: address), path.hasPrefix(workspace.root + "/") else {
      return nil
    }
    return String(path.dropFirst(workspace.root.count + 1))
  }

  /// The address of a file.
  func address(_ file: String) -> JSONValue {
    .string(FileAddress.address(of: workspace.path(file)))
  }

  /// The text of a document, open or on the disk; `nil` when it cannot be read.
  func document(_ file: String) -> DocumentText? {
    if let text = open[file] { return text }
    let bytes = try? FileBytes.readFile(workspace.path(file))
    return bytes.map { DocumentText(String(decoding: $0, as: UTF8.self)) }
  }

  /// The links of a document as it stands.
  func links(in file: String) -> [PageLink] {
    guard let text = document(file)?.text else { return [] }
    return WorkspaceIndex.links(in: text, file: file)
  }
}

// MARK: - What links lead to

extension Library {
  /// The file and the line, from 1, a link leads to; `nil` where there is nothing.
  func place(of target: LinkTarget, heading: String?) throws -> (file: String, line: Int)? {
    guard let page = try page(of: target) else { return nil }
    guard let heading, let text = document(page.file)?.text else { return (page.file, 1) }
    return (page.file, PageReader.line(of: heading, in: text) ?? 1)
  }

  /// The page a link leads to: a note, a topic by its name or title, an experiment, a run's card.
  func page(of target: LinkTarget) throws -> PageNames.Entry? {
    switch target {
    case .note(let name):
      PageNames(try catalog.namedPages().map(\.entry))[name]
    case .experiment(let name):
      try catalog.pages(.experiment).first { $0.name == name }.map(Self.entry)
    case .run(let id):
      try catalog.pages(.report).first { $0.file == "\(Workspace.runCards)/\(id).md" }
        .map(Self.entry)
    }
  }

  private static func entry(_ page: PageEntry) -> PageNames.Entry {
    PageNames.Entry(file: page.file, kind: page.kind, name: page.name, title: page.title)
  }
}
