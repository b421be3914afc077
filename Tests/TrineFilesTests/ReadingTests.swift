// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import Testing
import TrineCore
import TrineFiles

@Suite("Reading a whole file")
struct ReadingTests {
  private let folder: TemporaryFolder
  private let experiment = FileKind(
    "experiment",
    suffixes: [".yaml", ".yml"],
    causeWhenMissing: .usage
  )

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("gives all its bytes", arguments: [0, 1, 16_383, 16_384, 16_385, 100_003])
  func bytes(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
    let path = "\(folder.path)/file"
    try Data(bytes).write(to: URL(filePath: path))
    #expect(try FileBytes.read(path) == bytes)
    #expect(try FileText.read(path) == String(decoding: bytes, as: UTF8.self))
    for first in [0, 1, 16_384, 200_000] {
      #expect(try FileBytes.first(first, of: path) == Array(bytes.prefix(first)))
    }
  }

  @Test("does not wait for the first bytes of a pipe")
  func pipe() throws {
    let path = "\(folder.path)/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: SystemError.self) { try FileBytes.first(4, of: path) }
  }

  @Test("does not ask how long it is", .enabled(if: FileText.exists("/proc/self/status")))
  func proc() throws {
    #expect(try FileText.read("/proc/self/status").contains("\nPid:\t\(getpid())\n"))
  }

  @Test("that is no UTF-8 replaces what is none, or names the line")
  func invalid() throws {
    let path = "\(folder.path)/latin"
    try Data([0x61, 0x0A, 0xE9, 0x0A]).write(to: URL(filePath: path))
    #expect(try FileText.read(path) == "a\n\u{FFFD}\n")
    let said = report { _ = try FileText.readValid(path) }
    #expect(said == "\(path):2: the line is not UTF-8\n  fix: save the file as UTF-8")
    #expect(try FileText.readValid(folder.put("é\r\n日本語", "utf8")) == "é\r\n日本語")
  }

  @Test(
    "that is not there suggests one that is",
    arguments: [
      ("fashon.yaml", "did you mean 'FOLDER/fashion.yaml'?"),
      ("fashion", "did you mean 'FOLDER/fashion.yaml'?"),
      ("zzz", "there are fashion.yaml, other.yml"),
      ("none/fashion.yaml", "check the path"),
    ]
  )
  func missing(name: String, fix: String) throws {
    for name in ["fashion.yaml", "other.yml", "zzzz.md", ".hidden.yaml"] {
      try folder.put("", name)
    }
    let diagnostic = try #require(throws: Diagnostic.self) {
      try FileText.read("\(folder.path)/\(name)", kind: experiment, as: "shown")
    }
    #expect(diagnostic.cause == .usage)
    #expect(
      diagnostic.description == """
        shown: there is no such experiment
          fix: \(fix.replacing("FOLDER", with: folder.path))
        """
    )
  }

  @Test("of no special kind is bad data when it is missing")
  func missingFile() throws {
    let path = "\(folder.path)/x"
    let diagnostic = try #require(throws: Diagnostic.self) { try FileText.read(path) }
    #expect(diagnostic.cause == .badData)
    #expect(diagnostic.description == "\(path): there is no such file\n  fix: check the path")
    #expect(throws: SystemError.missing) { try FileBytes.read(path) }
  }

  @Test("says of a folder that it is one, and of a file in the path")
  func folders() throws {
    #expect(
      report { _ = try FileText.read(folder.path, kind: experiment) }
        == "\(folder.path): this is a folder, not an experiment\n  fix: name a file"
    )
    #expect(
      report { _ = try FileText.readValid(folder.path) }
        == "\(folder.path): this is a folder, not a file\n  fix: name a file"
    )
    let file = try folder.put("", "file")
    #expect(
      report { _ = try FileText.read("\(file)/a/b") }
        == "\(file)/a/b: \(file) is a file, not a folder\n  fix: check the path"
    )
  }

  @Test("that is closed says how to open it")
  func closed() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let file = try folder.put("secret", "it's")
      try #require(chmod(file, 0) == 0)
      try becomeNobody()
      let closedFile = try #require(throws: Diagnostic.self) { try FileText.read(file) }
      _ = seteuid(getuid())
      try #require(closedFile.cause == .failure)
      try #require(
        closedFile.description == """
          \(file): cannot be read: Permission denied
            fix: allow reading: chmod u+r '\(folder.path)/it'\\''s'
          """
      )
      try #require(chmod(folder.path, 0) == 0)
      try becomeNobody()
      let closedFolder = try #require(throws: Diagnostic.self) { try FileText.read(file) }
      _ = seteuid(getuid())
      try #require(closedFolder.fix == "allow reading: chmod u+rx '\(folder.path)'")
    }
  }
}
