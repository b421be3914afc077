// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import Testing
import TrineCore

@testable import TrineFiles

@Suite("A folder")
struct FolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("is made with those above it, by any number at once")
  func make() async throws {
    let deep = "\(folder.path)/a/b/c/d/e/f"
    _ = try await onThreads(8) { _ in try Folder.make(deep) }
    #expect(Folder.exists(deep) && Folder.exists("\(deep)/"))
    try Folder.make("\(folder.path)//g/")
    #expect(Folder.exists("\(folder.path)/g"))
  }

  @Test("is swept of what dead processes left in it, and of nothing else, when it is listed")
  func sweeping() async throws {
    let dead = try Self.deadProcess()
    let names = [
      ".trine-\(dead)-1.tmp", ".trine-\(dead)-2.tmp", ".trine-\(getpid())-1.tmp",
      ".trine-\(dead)-x.tmp", ".trine-0-1.tmp", ".trine-\(dead)-1", "trine-\(dead)-1.tmp",
    ]
    let old = timeval(tv_sec: time(nil) - 3600, tv_usec: 0)
    for (number, name) in names.enumerated() {
      let path = try folder.put("", name)
      if number != 1 { #expect(utimes(path, [old, old]) == 0) }
    }
    #expect(Folder.names(in: folder.path) == ["trine-\(dead)-1.tmp"])
    #expect(try folder.names() == names.dropFirst().sorted())
  }

  @Test(
    "is swept of either text of an exchange that was not ended; a third text is shown",
    arguments: [("old", false), ("new", false), ("theirs", true)]
  )
  func exchanges(text: String, isShown: Bool) throws {
    let made = HiddenFile.exchangeName(of: "a-note.md", Array("old".utf8), Array("new".utf8))
    let name = made.replacing("-\(getpid())-", with: "-\(try Self.deadProcess())-")
    let path = try folder.put(text, name)
    let old = timeval(tv_sec: time(nil) - 3600, tv_usec: 0)
    #expect(utimes(path, [old, old]) == 0)
    #expect(Folder.names(in: folder.path) == [])
    #expect(try folder.names() == (isShown ? ["a-note.md.conflict-1"] : []))
    if isShown { #expect(try folder.text("a-note.md.conflict-1") == text) }
  }

  /// The id of a process that was and is no more.
  private static func deadProcess() throws -> pid_t {
    var process = pid_t()
    var arguments = [strdup("true"), nil]
    defer { free(arguments[0]) }
    try #require(posix_spawnp(&process, "true", nil, nil, &arguments, environ) == 0)
    waitpid(process, nil, 0)
    return process
  }

  @Test("that must be new is made by one of eight")
  func create() async throws {
    let path = "\(folder.path)/new"
    let made = try await onThreads(8) { _ in try Folder.create(path) }
    #expect(made.filter(\.self).count == 1)
    #expect(try !Folder.create(folder.put("", "file")))
  }

  @Test("in whose way a file lies names the file", arguments: ["", "/a", "/a/b"])
  func fileInTheWay(inside: String) throws {
    let file = try folder.put("", "file")
    #expect(!Folder.exists(file))
    #expect(
      report { try Folder.make(file + inside) } == """
        \(file + inside): cannot be made: \(file) is a file, not a folder
          fix: move the file away, or choose another folder
        """
    )
  }

  @Test("is listed as FileManager lists it, by the bytes of its names")
  func names() throws {
    for name in ["b.md", "a.md", "山田.md", "Ä.md", "c.txt"] { try folder.put(name, name) }
    let all = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(
      Folder.names(in: folder.path)
        == all.sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) }
    )
    try folder.put("", ".hidden.md")
    #expect(Folder.names(in: folder.path, suffix: ".md") == ["a.md", "b.md", "Ä.md", "山田.md"])
    #expect(Folder.names(in: "\(folder.path)/none") == [])
  }

  @Test("is listed with what stat says of its files, and of nothing else")
  func files() throws {
    for (name, text) in [("b.md", "12345"), ("a.md", ""), ("c.txt", ""), (".d.md", "")] {
      try folder.put(text, name)
    }
    mkdir("\(folder.path)/folder.md", 0o700)
    symlink("b.md", "\(folder.path)/link.md")
    symlink("nowhere", "\(folder.path)/dangling.md")
    let files = try Folder.files(in: folder.path, suffix: ".md")
    #expect(files.map(\.name) == ["a.md", "b.md", "link.md"])
    #expect(files.map(\.size) == [0, 5, 5])
    var status = stat()
    for file in files {
      #expect(stat("\(folder.path)/\(file.name)", &status) == 0)
      #expect(file.modified / 1_000_000_000 == status.st_mtim.tv_sec)
      #expect(file.modified % 1_000_000_000 == status.st_mtim.tv_nsec)
    }
    #expect(throws: SystemError.missing) { try Folder.files(in: "\(folder.path)/none") }
  }
}
