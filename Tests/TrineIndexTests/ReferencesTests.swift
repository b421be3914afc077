// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCatalog
import TrineCore
import TrineNotes

@testable import TrineIndex

@Suite("The bibliography")
struct ReferencesTests {
  private let lab: Lab
  private let file = "notes/references.bib"

  init() throws {
    lab = try Lab()
    try lab.put("---\ntitle: A\n---\n", "notes/papers/a2016.md")
  }

  private func text() throws -> String {
    try String(contentsOfFile: lab.workspace.path(file), encoding: .utf8)
  }

  @Test("follows papers, and comes back when it is gone")
  func follows() throws {
    try lab.sync()
    #expect(try text().contains("{a2016,"))
    try lab.remove(file)
    try lab.sync()
    #expect(try text().contains("{a2016,"))
    try lab.remove("notes/papers/a2016.md")
    try lab.sync()
    #expect(try !text().contains("a2016"))
  }

  @Test("is written later by whoever comes, when a command died before it could")
  func death() throws {
    try lab.sync()
    try lab.put("---\ntitle: B\n---\n", "notes/papers/b2019.md")
    let stamp = try #require(PageFolder.papers.stamp("notes/papers/b2019.md", in: lab.workspace))
    let page = try #require(PageFolder.papers.page(stamp, in: lab.workspace))
    try lab.catalog.apply([page], removed: [], version: PageReader.version)
    #expect(try !text().contains("b2019"))
    try lab.sync()
    #expect(try text().contains("{b2019,"))
  }

  @Test("is left alone when somebody else wrote it, and that is said when a paper changes")
  func foreign() throws {
    let own = "@article{mine, title = {Mine}}\n"
    try lab.put(own, file)
    let index = WorkspaceIndex(lab.workspace, catalog: lab.catalog)
    #expect(try index.sync()?.fix?.contains("trine paper import") == true)
    #expect(try index.sync() == nil)
    #expect(try text() == own)
    try lab.remove(file)
    #expect(try index.sync() == nil)
    #expect(try text().contains("{a2016,"))
  }

  @Test("stays a symbolic link where it is one")
  func symbolicLink() throws {
    try lab.put("", "shared.bib")
    try FileManager.default.createSymbolicLink(
      atPath: lab.workspace.path(file),
      withDestinationPath: lab.workspace.path("shared.bib")
    )
    try lab.sync()
    let target = try FileManager.default.destinationOfSymbolicLink(atPath: lab.workspace.path(file))
    #expect(target == lab.workspace.path("shared.bib"))
    let shared = try String(contentsOfFile: lab.workspace.path("shared.bib"), encoding: .utf8)
    #expect(shared.contains("{a2016,"))
  }

  @Test("is not made where there is no paper, nor where files are to be left")
  func none() throws {
    _ = try WorkspaceIndex(lab.workspace, catalog: lab.catalog, leavesFiles: true).sync()
    try lab.remove("notes/papers/a2016.md")
    try lab.sync()
    #expect(!FileManager.default.fileExists(atPath: lab.workspace.path(file)))
  }
}

@Suite("Files that look as before")
struct LookTests {
  @Test("are read again when their bytes changed and their time was set back")
  func time() throws {
    let lab = try Lab()
    let file = "notes/papers/a2016.md"
    try lab.put("---\ntitle: Alpha\n---\n", file)
    try lab.sync()
    let path = lab.workspace.path(file)
    let date = try #require(FileManager.default.attributesOfItem(atPath: path)[.modificationDate])
    usleep(20_000)
    try lab.put("---\ntitle: Omega\n---\n", file)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    try lab.sync()
    #expect(try lab.catalog.papers().map(\.note.title) == ["Omega"])
  }
}
