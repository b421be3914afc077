// SPDX-License-Identifier: MIT

import FoundationEssentials
import Testing
import TrineCore
import TrineNotes

/// The notes the project itself keeps: what a newcomer looks at first must be sound.
@Suite("The project's own notes")
struct RepositoryNotesTests {
  private let root: String
  private let store: NoteStore

  init() {
    // Tests/TrineNotesTests/RepositoryNotesTests.swift is three levels below the root.
    let path = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    root = path.joined(separator: "/")
    store = NoteStore(workspace: Workspace(root: root, settings: WorkspaceSettings(name: "test")))
  }

  @Test("pass their checks")
  func sound() throws {
    let keys = try store.keys()
    for key in keys {
      let text = try store.text(of: key)
      #expect(PaperNoteParser.diagnostics(text, file: "\(key)").map(\.message) == [])
    }
    #expect(keys.count >= 8)
  }

  @Test(
    "cover the papers the work rests on",
    arguments: [
      "chen2016revisiting", "dean2012large", "akiba2017chainermn", "you2017imagenet",
      "shrivastava2017data", "gaunt2017ampnet", "abadi2016tensorflow", "dean2004mapreduce",
    ]
  )
  func papers(name: String) throws {
    let note = try store.entry(file: "notes/papers/\(name).md").note
    #expect(note.status == .read && note.lines.count == 3)
    let key = try CitationKeyMaker.key(
      authors: note.authors,
      year: note.year,
      title: note.title,
      isTaken: { _ in false }
    )
    #expect(key.description == name)
  }

  @Test("have the bibliography that is made of them")
  func references() throws {
    let notes = try store.keys().sorted().map { try store.entry(file: Workspace.note($0)).note }
    let written = try Data(contentsOf: URL(filePath: "\(root)/\(NoteStore.references)"))
    #expect(String(decoding: written, as: UTF8.self) == BibTeXWriter.file(notes))
  }
}
