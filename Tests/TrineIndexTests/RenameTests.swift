// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCatalog
import TrineCore
import TrineNotes

@testable import TrineIndex

@Suite("Renaming a paper")
struct RenameTests {
  private let lab: Lab
  private let old: CitationKey
  private let new: CitationKey

  private static let files = [
    "notes/papers/a2016.md":
      "---\r\ncitekey: a2016 # key\r\ntitle: A\r\n---\r\n## Digest\r\n[[a2016#Claims|me]] a2016\r\n",
    "notes/papers/b2019.md":
      "---\ntitle: B\n---\n[[a2016]] [@a2016; @c2020] は@a2016 `[[a2016]]` [a2016](a2016.md) [x](../papers/a2016.md#claims) a2016b [[a2016b]]\n",
    "notes/topics/t.md":
      "# T\n\n```\n[[a2016]]\n```\n[[ a2016 ]] [that](../papers/a2016.md \"a2016\")\n",
    "experiments/x.yaml":
      "papers: [\"a2016\", b2019] # a2016\nclaims:\n  - {claim: a2016#slow, metric: a2016}\nquestion: a2016?\n",
    "reports/weeks/2026-W48.md": "[a2016](../../notes/papers/a2016.md) and `a2016`\n",
    "notes/papers/c.md":
      "---\ntitle: C\nbibtex:\n  crossref: \"a2016\" # a2016\n  note: a2016\n---\n",
    "notes/papers/e.md":
      "---\ntitle: E\nbibtex:\n  Crossref: A2016\n  related: \"b2019,A2016\"\n  xdata: [a2016, a2016b]\n---\n",
    "notes/papers/d.md": "---\ntitle: D\n---\nnothing about a2016 as a link\n",
  ]

  private static let renamed = [
    "notes/papers/new2016.md":
      "---\r\ncitekey: new2016 # key\r\naliases: [a2016]\r\ntitle: A\r\n---\r\n## Digest\r\n[[new2016#Claims|me]] a2016\r\n",
    "notes/papers/b2019.md":
      "---\ntitle: B\n---\n[[new2016]] [@new2016; @c2020] は@new2016 `[[a2016]]` [new2016](new2016.md) [x](../papers/new2016.md#claims) a2016b [[a2016b]]\n",
    "notes/topics/t.md":
      "# T\n\n```\n[[a2016]]\n```\n[[ new2016 ]] [that](../papers/new2016.md \"a2016\")\n",
    "experiments/x.yaml":
      "papers: [\"new2016\", b2019] # a2016\nclaims:\n  - {claim: new2016#slow, metric: a2016}\nquestion: a2016?\n",
    "reports/weeks/2026-W48.md": "[new2016](../../notes/papers/new2016.md) and `a2016`\n",
    "notes/papers/c.md":
      "---\ntitle: C\nbibtex:\n  crossref: \"new2016\" # a2016\n  note: a2016\n---\n",
    "notes/papers/e.md":
      "---\ntitle: E\nbibtex:\n  Crossref: new2016\n  related: \"b2019,new2016\"\n  xdata: [new2016, a2016b]\n---\n",
    "notes/papers/d.md": "---\ntitle: D\n---\nnothing about a2016 as a link\n",
  ]

  init() throws {
    lab = try Lab()
    old = try #require(CitationKey("a2016"))
    new = try #require(CitationKey("new2016"))
    for (file, text) in Self.files { try lab.put(text, file) }
  }

  /// The texts of the workspace's visible files.
  private func texts() throws -> [String: String] {
    let folder = URL(filePath: lab.workspace.root)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try paths.filter { $0.hasSuffix(".md") || $0.hasSuffix(".yaml") }.reduce(into: [:]) {
      $0[$1] = try String(contentsOf: folder.appending(path: $1), encoding: .utf8)
    }
  }

  @Test("rewrites every link to it, and nothing else")
  func rename() throws {
    let files = try PaperRename(lab.workspace).rename(old, to: new)
    #expect(files.first == "notes/papers/new2016.md")
    #expect(files.count == 7)
    #expect(try texts() == Self.renamed)
    try lab.sync()
    #expect(try lab.catalog.links(to: .note("a2016")).isEmpty)
    #expect(try lab.catalog.paper(old)?.note.citekey == new)
    // Back again: the keys change places.
    _ = try PaperRename(lab.workspace).rename(new, to: old)
    let note = try #require(try texts()["notes/papers/a2016.md"])
    #expect(note.contains("aliases: [new2016]\r\n"))
  }

  @Test("takes the copy of the paper along, and addresses of it")
  func companions() throws {
    try lab.put("PDF", "notes/papers/a2016.pdf")
    let text = "[pdf](../papers/a2016.pdf#page=2) ![](../papers/a2016.txt) a2016.pdf"
    try lab.put(text, "notes/topics/t.md")
    _ = try PaperRename(lab.workspace).rename(old, to: new)
    #expect(try texts()["notes/topics/t.md"] == text.replacing("a2016.pdf#", with: "new2016.pdf#"))
    #expect(FileManager.default.fileExists(atPath: lab.workspace.path("notes/papers/new2016.pdf")))
  }

  @Test("rewrites addresses in all their forms, and a table's links")
  func forms() throws {
    try lab.put(
      "[r]: ./a2016.md 'a2016'\n\n[x](%612016.md) [y](<a2016.md#a>) [a2016#a2016](a2016.md) [a2016b](a2016.md)\n\n| [[a2016\\|a]] |\n",
      "notes/papers/d.md"
    )
    _ = try PaperRename(lab.workspace).rename(old, to: new)
    #expect(
      try texts()["notes/papers/d.md"]
        == "[r]: ./new2016.md 'a2016'\n\n[x](new2016.md) [y](<new2016.md#a>) [new2016#a2016](new2016.md) [a2016b](new2016.md)\n\n| [[new2016\\|a]] |\n"
    )
  }

  @Test("that dies at any step is finished by the next command", arguments: 0...9)
  func death(after count: Int) throws {
    let rename = PaperRename(lab.workspace)
    let (journal, originals) = try rename.plan(old, new)
    try journal.write(originals, in: lab.workspace)
    for step in rename.steps(journal).prefix(count) { try step() }
    #expect(try rename.recover() != nil)
    #expect(try texts() == Self.renamed)
    #expect(try rename.recover() == nil)
  }

  @Test(
    "that died and whose note was deleted since is given up, and says so once",
    arguments: 0...9
  )
  func deathAndDeletion(after count: Int) throws {
    try lab.put("PDF", "notes/papers/a2016.pdf")
    let rename = PaperRename(lab.workspace)
    let (journal, originals) = try rename.plan(old, new)
    try journal.write(originals, in: lab.workspace)
    for step in rename.steps(journal).prefix(count) { try step() }
    for key in ["a2016", "new2016"] { try? lab.remove("notes/papers/\(key).md") }
    let said = try #require(try rename.recover())
    #expect(said.hasPrefix("gave up renaming a2016 to new2016"))
    #expect(try texts() == Self.files.filter { $0.key != "notes/papers/a2016.md" })
    #expect(FileManager.default.fileExists(atPath: lab.workspace.path("notes/papers/a2016.pdf")))
    #expect(try rename.recover() == nil)
  }

  @Test("that died goes on without a copy of the paper that was deleted since")
  func deathAndDeletedCopy() throws {
    try lab.put("PDF", "notes/papers/a2016.pdf")
    let rename = PaperRename(lab.workspace)
    let (journal, originals) = try rename.plan(old, new)
    try journal.write(originals, in: lab.workspace)
    try lab.remove("notes/papers/a2016.pdf")
    #expect(try rename.recover()?.hasPrefix("finished") == true)
    #expect(try texts() == Self.renamed)
  }

  @Test("that died before it began leaves nothing behind")
  func leftovers() throws {
    try lab.put("x", ".trine/rename/0")
    try lab.put("x", ".trine/rename/12")
    #expect(try PaperRename(lab.workspace).recover() == nil)
    #expect(!FileManager.default.fileExists(atPath: lab.workspace.path(".trine/rename")))
    #expect(try texts() == Self.files)
  }

  @Test("that died keeps what an editor wrote since")
  func deathAndEdit() throws {
    let rename = PaperRename(lab.workspace)
    let (journal, originals) = try rename.plan(old, new)
    try journal.write(originals, in: lab.workspace)
    try rename.steps(journal)[0]()
    try lab.put("# T\n\nnew text, [[a2016]]\n", "notes/topics/t.md")
    _ = try rename.recover()
    #expect(try texts()["notes/topics/t.md"] == "# T\n\nnew text, [[new2016]]\n")
  }

  @Test("that cannot be done to its end leaves every byte as it was")
  func undo() throws {
    let rename = PaperRename(lab.workspace)
    let (journal, originals) = try rename.plan(old, new)
    try journal.write(originals, in: lab.workspace)
    try lab.put("in the way", "notes/papers/new2016.md")
    let error = #expect(throws: Diagnostic.self) { try rename.recover() }
    #expect(error?.message.contains("nothing was renamed") == true)
    try lab.remove("notes/papers/new2016.md")
    #expect(try texts() == Self.files)
    #expect(try rename.recover() == nil)
  }

  @Test("refuses a key that another paper has or had, and one's own")
  func taken() throws {
    try lab.put("---\ntitle: E\naliases: [e2015]\n---\n", "notes/papers/e2016.md")
    for key in ["b2019", "e2015", "a2016", "e2016"] {
      let key = try #require(CitationKey(key))
      #expect(throws: Diagnostic.self) { try PaperRename(lab.workspace).rename(old, to: key) }
    }
    let missing = try #require(CitationKey("a2017"))
    #expect(throws: Diagnostic.self) { try PaperRename(lab.workspace).rename(missing, to: new) }
    #expect(try texts().count == Self.files.count + 1)
  }

  @Test("stops at a page that cannot be read, and names it", .timeLimit(.minutes(1)))
  func unreadable() throws {
    let makers: [(String) -> Int32] = [
      { mkfifo($0, 0o600) }, { symlink("nowhere", $0) }, { mkdir($0, 0o700) },
    ]
    for make in makers {
      let path = lab.workspace.path("notes/topics/u.md")
      #expect(make(path) == 0)
      let error = #expect(throws: Diagnostic.self) {
        try PaperRename(lab.workspace).rename(old, to: new)
      }
      #expect(error?.location?.file == "notes/topics/u.md")
      #expect(remove(path) == 0)
      #expect(try texts() == Self.files)
    }
  }

  @Test("refuses to touch a file that is no text but names it")
  func noText() throws {
    let path = lab.workspace.path("notes/topics/bytes.md")
    try Data([0xFF] + Array("[[a2016]]".utf8)).write(to: URL(filePath: path))
    #expect(throws: Diagnostic.self) { try PaperRename(lab.workspace).rename(old, to: new) }
    try FileManager.default.removeItem(atPath: path)
    #expect(try texts() == Self.files)
  }
}
