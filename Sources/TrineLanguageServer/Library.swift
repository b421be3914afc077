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
  /// The workspace's folder, as the editor calls it.
  private var root: String
  /// The texts of open documents, by file.
  var open: [String: DocumentText] = [:]

  init(_ workspace: Workspace, catalog: Catalog) {
    (self.workspace, self.catalog, root) = (workspace, catalog, workspace.root)
  }

  /// Takes in what other programs changed.
  func sync() throws {
    try WorkspaceIndex(workspace, catalog: catalog).sync()
  }

  /// The file an address names, relative to the workspace; `nil` for one outside.
  ///
  /// An editor may know the workspace's folder by a symbolic link; it is called as the editor calls it then.
  mutating func file(_ address: String) -> String? {
    guard let path = FileAddress.path(of: address) else { return nil }
    if path.hasPrefix(root + "/") { return String(path.dropFirst(root.count + 1)) }
    let (folder, name) = (path.parentFolder.resolved, path.split(separator: "/").last ?? "")
    let (physical, own) = ("\(folder)/\(name)", workspace.root.resolved)
    guard physical.hasPrefix(own + "/") else { return nil }
    let file = String(physical.dropFirst(own.count + 1))
    if path.hasSuffix("/\(file)") { root = String(path.dropLast(file.count + 1)) }
    return file
  }

  /// The address of a file.
  func address(_ file: String) -> JSONValue {
    .string(FileAddress.address(of: "\(root)/\(file)"))
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
      try names()[name]
    case .experiment(let name):
      try catalog.pages(.experiment).first { $0.name == name }.map(Self.entry)
    case .run(let id):
      try catalog.pages(.report).first { $0.file == "\(Workspace.runCards)/\(id).md" }
        .map(Self.entry) ?? plan(of: id)
    }
  }

  /// What notes and topics are called, by their texts where these are open.
  private func names() throws -> PageNames {
    let texts = OpenTexts(open.mapValues(\.text))
    return PageNames(try texts.namedPages(in: catalog).map(\.entry))
  }

  /// The plan in a run's folder: what there is of a run whose card is not written yet.
  private func plan(of id: String) -> PageNames.Entry? {
    guard let run = RunID(id), FileText.exists(workspace.path("\(Workspace.folder(run))/plan.json"))
    else { return nil }
    let file = "\(Workspace.folder(run))/plan.json"
    return PageNames.Entry(file: file, kind: .report, name: id, title: id)
  }

  private static func entry(_ page: PageEntry) -> PageNames.Entry {
    PageNames.Entry(file: page.file, kind: page.kind, name: page.name, title: page.title)
  }
}
