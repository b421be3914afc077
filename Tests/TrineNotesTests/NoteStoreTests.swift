// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import Testing
import TrineCore
import TrineFiles

@testable import TrineNotes

/// A workspace in a temporary folder that goes when the test is over.
private final class TemporaryWorkspace: Sendable {
  let root: String
  let store: NoteStore

  init() throws {
    let name = "trine-notes-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    root = FileManager.default.temporaryDirectory.appending(path: name).path
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: false)
    store = NoteStore(
      workspace: Workspace(root: root, settings: WorkspaceSettings(name: "test"))
    )
  }

  deinit {
    _ = chmod("\(root)/notes/papers", 0o700)
    try? FileManager.default.removeItem(atPath: root)
  }

  func key(_ text: String) throws -> CitationKey { try #require(CitationKey(text)) }

  func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)").sorted()
  }

  func put(_ text: String, _ file: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(root)/\(file)"))
  }
}

@Suite("The notes on disk")
struct NoteStoreTests {
  private let place: TemporaryWorkspace

  init() throws {
    place = try TemporaryWorkspace()
  }

  @Test("are none in a workspace without the folder")
  func empty() throws {
    #expect(try place.store.keys().isEmpty)
  }

  @Test("are stored as they are, and known by their names")
  func add() throws {
    let text = soundNote + "\r\n\u{FEFF}日本語\u{0}"
    let file = try place.store.add(text, key: place.key("b2016"))
    _ = try place.store.add("x", key: place.key("a2016"))
    try place.put("", "notes/papers/.hidden.md")
    try place.put("", "notes/papers/other.txt")
    try place.put("あ", "notes/papers/山田.md")
    #expect(file == "notes/papers/b2016.md")
    #expect(try Array(place.store.text(of: place.key("b2016")).utf8) == Array(text.utf8))
    let keys = try ["a2016", "b2016", "u5c71-u7530"].map(place.key)
    #expect(try place.store.keys() == Set(keys))
    #expect(try place.store.text(of: place.key("u5c71-u7530")) == "あ")
    #expect(try place.names("notes/papers").filter { $0.hasSuffix(".tmp") }.isEmpty)
  }

  @Test("are never overwritten")
  func clash() throws {
    let key = try place.key("a2016")
    _ = try place.store.add("mine", key: key)
    let capital = try place.key("\(key)".uppercased())
    #expect(throws: Diagnostic.self) { try place.store.add("x", key: capital) }
    let diagnostic = try #require(throws: Diagnostic.self) { try place.store.add("x", key: key) }
    #expect(
      diagnostic.description.hasPrefix(
        "notes/papers/a2016.md: there is a note with the key 'a2016' already; it was not changed"
      )
    )
    #expect(try place.store.text(of: key) == "mine")
  }

  @Test("are added many at once, each that is not there", arguments: [2, 40])
  func many(count: Int) throws {
    _ = try place.store.add("mine", key: place.key("a1"))
    let notes = try (0..<count).map { (key: try place.key("a\($0)"), text: "text \($0)") }
    let results = try place.store.add(notes)
    for (number, result) in results.enumerated() where number != 1 {
      #expect(try result.get() == "notes/papers/a\(number).md")
      #expect(try place.store.text(of: place.key("a\(number)")) == "text \(number)")
    }
    let refused = #expect(throws: Diagnostic.self) { try results[1].get() }
    #expect(
      refused?.message == "there is a note with the key 'a1' already; it was not changed"
    )
    #expect(try place.store.text(of: place.key("a1")) == "mine")
    #expect(try place.names("notes/papers").count == count)
  }

  @Test("are added many at once, or none when a key is taken", arguments: [2, 40])
  func allOrNone(count: Int) throws {
    let notes = try (0..<count).map { (key: try place.key("a\($0)"), text: "text \($0)") }
    _ = try place.store.add("mine", key: place.key("a1"))
    #expect(try place.store.addAll(notes) == nil)
    #expect(try place.names("notes/papers") == ["a1.md"])
    let free = notes.filter { $0.key.description != "a1" }
    #expect(try place.store.addAll(free) == free.map { "notes/papers/\($0.key).md" })
    #expect(try place.names("notes/papers").count == count)
    #expect(try place.store.text(of: place.key("a1")) == "mine")
  }

  @Test("leave nothing behind when a key is taken while they are added")
  func takenMeanwhile() throws {
    // The second of one key finds it free at first, and then taken.
    let notes = try ["a1", "a2", "a1"].map { (key: try place.key($0), text: "text") }
    #expect(try place.store.addAll(notes) == nil)
    #expect(try place.names("notes/papers").isEmpty)
  }

  @Test("are added by one of many at once")
  func race() async throws {
    let key = try place.key("a2016")
    let store = place.store
    let winners = await withTaskGroup(of: Int?.self, returning: [Int].self) { group in
      for number in 0..<16 {
        group.addTask { (try? store.add("\(number)", key: key)).map { _ in number } }
      }
      return await group.reduce(into: []) { if let number = $1 { $0.append(number) } }
    }
    #expect(winners.count == 1)
    #expect(try place.store.text(of: key) == winners.first.map(String.init))
    #expect(try place.names("notes/papers") == ["a2016.md"])
  }

  @Test("that have no key yet are kept under the next free number")
  func drafts() throws {
    #expect(try place.store.keepDraft("one") == "notes/papers/draft-1.md")
    #expect(try place.store.keepDraft("two") == "notes/papers/draft-2.md")
    #expect(try place.store.text(of: place.key("draft-1")) == "one")
  }

  @Test("that are not there are told with the nearest key")
  func missing() throws {
    _ = try place.store.add("x", key: place.key("chen2016revisiting"))
    let near = try #require(
      throws: Diagnostic.self
    ) { try place.store.text(of: place.key("chen2016revisting")) }
    #expect(near.message == "there is no note 'chen2016revisting' in notes/papers")
    #expect(near.fix == "did you mean 'chen2016revisiting'?")
    let far = try #require(throws: Diagnostic.self) { try place.store.text(of: place.key("zzz")) }
    #expect(far.fix == "see the keys there are: trine paper list")
    #expect(throws: Diagnostic.self) { try place.store.entry(file: "notes/papers/gone.md") }
  }

  @Test("that are no text, or cannot be read, are entries with a problem")
  func unreadable() throws {
    _ = try place.store.add("x", key: place.key("a2016"))
    let bytes = Data(Array("---\ntitle: \"Caf".utf8) + [0xE9] + Array("\"\n---\n".utf8))
    try bytes.write(to: URL(filePath: "\(place.root)/notes/papers/latin.md"))
    let entry = try place.store.entry(file: "notes/papers/latin.md")
    #expect(entry.problem == "the file is not UTF-8")
    #expect(entry.note.title == "Caf\u{FFFD}")
    mkdir("\(place.root)/notes/papers/folder.md", 0o700)
    let folder = try place.store.entry(file: "notes/papers/folder.md")
    #expect(folder.problem == "this is a folder, not a note")
    mkfifo("\(place.root)/notes/papers/pipe.md", 0o700)
    let pipe = try place.store.entry(file: "notes/papers/pipe.md")
    #expect(pipe.problem == "cannot be read: it is no regular file")
    #expect(throws: Diagnostic.self) { try place.store.text(of: place.key("pipe")) }
    #expect(throws: Diagnostic.self) {
      try place.store.edit(place.key("pipe")) { try $0.remove("x") }
    }
    symlink("nowhere.md", "\(place.root)/notes/papers/link.md")
    let link = try place.store.entry(file: "notes/papers/link.md")
    #expect(link.problem == "this symbolic link leads nowhere")
  }

  @Test("have a bibliography that is written when its bytes change")
  func references() throws {
    let path = "\(place.root)/notes/references.bib"
    let note = PaperNote(citekey: try place.key("a2016"), title: "A")
    let entry = try #require(BibTeXWriter.written(note))
    try place.store.writeReferences([entry])
    let first = try FileManager.default.attributesOfItem(atPath: path)
    #expect(try FileText.read(path).contains("{a2016,"))
    try place.store.writeReferences([entry])
    let second = try FileManager.default.attributesOfItem(atPath: path)
    #expect(first[.systemFileNumber] as? UInt64 == second[.systemFileNumber] as? UInt64)
    try place.store.writeReferences([])
    #expect(try !FileText.read(path).contains("a2016"))
    #expect(try place.names("notes") == ["references.bib"])
  }
}

@Suite("A folder that cannot be written to")
struct UnwritableFolderTests {
  private let place: TemporaryWorkspace

  init() throws {
    place = try TemporaryWorkspace()
  }

  private func refusal() throws -> Diagnostic {
    try #require(throws: Diagnostic.self) { try place.store.add("x", key: place.key("a2016")) }
  }

  /// In a process of its own, for the superuser, who may write anywhere, has to become somebody else.
  @Test("is told as read-only")
  func readOnly() async {
    await #expect(processExitsWith: .success) {
      let place = try TemporaryWorkspace()
      let papers = "\(place.root)/notes/papers"
      _ = try place.store.add("x", key: place.key("b2016"))
      // The lock is everybody's in a workspace that several people share.
      try #require(chmod("\(place.root)/.trine/edit.lock", 0o666) == 0)
      try #require(chmod(papers, 0o555) == 0 && (geteuid() != 0 || seteuid(65_534) == 0))
      let diagnostic = try #require(
        throws: Diagnostic.self
      ) { try place.store.add("x", key: place.key("a2016")) }
      let expected = """
        notes/papers/a2016.md: cannot be written: the folder \(papers) is read-only for you
          fix: allow writing: chmod u+w '\(papers)', or choose another folder
        """
      try #require(diagnostic.description == expected)
      try #require(place.names("notes/papers") == ["b2016.md"])
      _ = seteuid(getuid())
    }
  }

  @Test("is told when a file is in its way", arguments: ["notes", "notes/papers"])
  func file(path: String) throws {
    if path != "notes" { mkdir("\(place.root)/notes", 0o700) }
    try place.put("", path)
    let refusal = try refusal()
    #expect(refusal.message == "cannot be written: \(place.root)/\(path) is a file, not a folder")
    #expect(refusal.location == SourceLocation(file: "notes/papers/a2016.md"))
  }

  @Test("is told when the workspace itself is gone")
  func gone() throws {
    rmdir(place.root)
    let folder = "\(place.root)/notes/papers"
    #expect(try refusal().message == "cannot be written: the folder \(folder) is missing")
  }

  @Test("is told by a file system that refuses", .enabled(if: access("/proc/self/fd", F_OK) == 0))
  func proc() throws {
    let store = NoteStore(
      workspace: Workspace(root: "/proc/self/fd", settings: WorkspaceSettings(name: "test"))
    )
    let diagnostic = try #require(
      throws: Diagnostic.self
    ) { try store.add("x", key: place.key("a2016")) }
    #expect(diagnostic.message.hasPrefix("cannot be written: "))
  }
}
