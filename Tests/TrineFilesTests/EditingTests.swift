// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import Testing
import TrineCore

@testable import TrineFiles

@Suite("Editing a file that others write, too")
struct EditingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static func adding(_ text: String) -> ([UInt8]) -> [UInt8] {
    { $0 + Array(text.utf8) }
  }

  @Test("changes what is there, keeps its permissions, and leaves nothing beside it")
  func edit() throws {
    let path = try folder.put("a\n", "note")
    chmod(path, 0o640)
    #expect(try FileEdit.edit(path, Self.adding("b\n")))
    #expect(try folder.text("note") == "a\nb\n")
    #expect(try !FileEdit.edit(path) { $0 })
    var status = stat()
    stat(path, &status)
    #expect(status.st_mode & 0o777 == 0o640)
    #expect(try folder.names() == ["note"])
  }

  @Test("follows a link to it, which stays")
  func link() throws {
    let path = try folder.put("a\n", "note")
    symlink(path, "\(folder.path)/link")
    try FileEdit.edit("\(folder.path)/link", Self.adding("b\n"))
    #expect(try folder.text("note") == "a\nb\n")
    var status = stat()
    lstat("\(folder.path)/link", &status)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test("says what is wrong, and changes nothing then")
  func trouble() throws {
    let path = "\(folder.path)/none"
    #expect(report { try FileEdit.edit(path) { $0 } }.contains("there is no such file"))
    let note = try folder.put("a\n", "note")
    struct Refusal: Error {}
    #expect(throws: Refusal.self) { try FileEdit.edit(note) { _ in throw Refusal() } }
    #expect(try folder.names() == ["note"])
  }

  /// How somebody else saves a file: in place, or by a new file of its name.
  enum Saving: CaseIterable {
    case inPlace, byRename

    func save(_ text: String, _ path: String) {
      let url = URL(filePath: path)
      switch self {
      case .inPlace: try? Data(text.utf8).write(to: url)
      case .byRename: try? Data(text.utf8).write(to: url, options: .atomic)
      }
    }
  }

  @Test(
    "is done on the text somebody saved in between",
    arguments: Saving.allCases,
    [FileEdit.Moment.hasRead, .hasExchanged]
  )
  func inBetween(saving: Saving, moment: FileEdit.Moment) throws {
    let path = try folder.put("old\n", "note")
    var isFirst = true
    try FileEdit.edit(
      path,
      at: { now in
        guard now == moment, isFirst else { return }
        isFirst = false
        // What was exchanged already is the file now: what is saved then is saved on top of it.
        saving.save((try? folder.text("note")).map { $0 + "theirs\n" } ?? "", path)
      },
      Self.adding("ours\n")
    )
    let text = try folder.text("note")
    #expect(text.contains("theirs\n") && text.contains("ours\n"), "\(text)")
    #expect(try folder.names() == ["note"])
  }

  @Test("keeps both texts of two that save in the same instant")
  func twoInBetween() throws {
    let path = try folder.put("old\n", "note")
    var isFirst = true
    try FileEdit.edit(
      path,
      at: { now in
        guard now == .hasExchanged, isFirst else { return }
        isFirst = false
        // One had the old file open, the other opens the new one.
        let hidden = (try? folder.names())?.first { $0.hasPrefix(".trine") } ?? ""
        Saving.inPlace.save("first\n", "\(folder.path)/\(hidden)")
        Saving.inPlace.save("second\n", path)
      },
      Self.adding("ours\n")
    )
    #expect(try folder.text("note") == "second\nours\n")
    #expect(try folder.text("note.conflict-1") == "first\n")
    #expect(try folder.names().count == 2)
  }

  @Test("waits for a program that has the file open to write, and loses nothing it writes")
  func writer() async throws {
    let path = try folder.put("old\n", "note")
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    try #require(descriptor >= 0)
    async let edit = onThreads(1) { _ in try FileEdit.edit(path, Self.adding("ours\n")) }
    usleep(20_000)
    write(descriptor, "theirs\n", 7)
    close(descriptor)
    _ = try await edit
    #expect(try folder.text("note") == "old\ntheirs\nours\n")
  }

  @Test(
    "loses no line of a foreign editor that saves hundreds of times",
    arguments: Saving.allCases
  )
  func foreign(saving: Saving) async throws {
    let path = try folder.put("", "note")
    let rounds = 300
    _ = try await onThreads(2) { number in
      if number == 0 {
        // The foreign editor holds its own lines in its buffer and saves them all each time.
        var buffer = ""
        for round in 0..<rounds {
          buffer += "foreign \(round)\n"
          saving.save(buffer, path)
          usleep(500)
        }
      } else {
        for round in 0..<100 { try FileEdit.edit(path, Self.adding("ours \(round)\n")) }
      }
    }
    let lines = Set(try folder.text("note").split(separator: "\n").map(String.init))
    for round in 0..<rounds { #expect(lines.contains("foreign \(round)")) }
  }

  @Test("and many at once, changes each of them, also those that are written meanwhile")
  func many() throws {
    let paths = try (0..<40).map { try folder.put("\($0)\n", "note\($0)") }
    var asked: [String: Int] = [:]
    try FileEdit.edit(paths.map { ($0, $0) }) { bytes, name in
      asked[name, default: 0] += 1
      if name == paths[7], asked[name] == 1 { Saving.byRename.save("theirs\n", name) }
      return name == paths[3] ? bytes : bytes + Array("ours\n".utf8)
    }
    for number in 0..<40 {
      let own = number == 7 ? "theirs" : "\(number)"
      #expect(try folder.text("note\(number)") == (number == 3 ? "3\n" : "\(own)\nours\n"))
    }
    #expect(try folder.names().count == 40)
  }

  @Test("by several at once loses none of their edits")
  func several() async throws {
    let path = try folder.put("", "note")
    _ = try await onThreads(4) { number in
      for round in 0..<25 { try FileEdit.edit(path, Self.adding("\(number) \(round)\n")) }
    }
    #expect(try Set(folder.text("note").split(separator: "\n")).count == 100)
    #expect(try folder.names() == ["note"])
  }

  @Test("a file that is held is held by one, who is named")
  func held() throws {
    let path = "\(folder.path)/locks/note.lock"
    func isFree() throws -> Bool {
      guard (try HeldFile(path)) != nil else { return false }
      return true
    }
    guard let held = try HeldFile(path) else {
      Issue.record("nobody else holds it")
      return
    }
    #expect(try !isFree())
    #expect(HeldFile.holder(of: path) == getpid())
    _ = consume held
    #expect(try isFree())
  }
}
