// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import Testing
import TrineCore
import TrineFiles

@Suite("Adding a line")
struct AppendingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("makes the file, and ends each line")
  func lines() throws {
    let path = "\(folder.path)/lines"
    try FileText.append(line: "one", to: path)
    try FileText.append(line: "", to: path)
    try FileText.append(line: "三", to: path)
    #expect(try folder.text("lines") == "one\n\n三\n")
  }

  @Test("keeps apart from a line that was cut short")
  func torn() throws {
    let path = try folder.put("{\"half\": ", "lines")
    try FileText.append(line: "whole", to: path)
    #expect(try folder.text("lines") == "{\"half\": \nwhole\n")
  }

  @Test("never mixes with other threads")
  func threads() async throws {
    let path = "\(folder.path)/lines"
    _ = try await onThreads(8) { number in try Self.writeLines(number, to: path) }
    try expectWholeLines()
  }

  @Test("never mixes with other processes")
  func processes() async throws {
    let path = "\(folder.path)/lines"
    await withTaskGroup { group in
      for number in 0..<8 {
        group.addTask {
          await #expect(processExitsWith: .success) {
            [number = number as Int, path = path as String] in
            try AppendingTests.writeLines(number, to: path)
          }
        }
      }
    }
    try expectWholeLines()
  }

  /// Fifty lines of a writer, short and long.
  private static func lines(of writer: Int) -> [String] {
    (0..<50).map { "\(writer) \($0) " + String(repeating: "x", count: $0 * $0 * 10) }
  }

  private static func writeLines(_ writer: Int, to path: String) throws {
    for line in lines(of: writer) { try FileText.append(line: line, to: path) }
  }

  /// All lines of eight writers are there, and those of each in its order.
  private func expectWholeLines() throws {
    let lines = try folder.text("lines").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 401 && lines.last == "")
    for writer in 0..<8 {
      #expect(
        lines.filter { $0.hasPrefix("\(writer) ") }.map(String.init) == Self.lines(of: writer)
      )
    }
  }

  @Test("to a full disk says so", .enabled(if: FileText.exists("/dev/full")))
  func full() throws {
    let diagnostic = try #require(throws: Diagnostic.self) {
      try FileText.append(line: "x", to: "/dev/full")
    }
    #expect(diagnostic.cause == .failure)
    #expect(
      diagnostic.description == """
        /dev/full: cannot be written: there is no space left under /dev
          fix: free some, or choose another folder
        """
    )
  }

  @Test("to a file that is closed to the user names the file, not its folder")
  func readOnly() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = try folder.put("old\n", "lines")
      try #require(chmod(path, 0o444) == 0 && chmod(folder.path, 0o777) == 0)
      try becomeNobody()
      let diagnostic = try #require(throws: Diagnostic.self) {
        try FileText.append(line: "x", to: path)
      }
      _ = seteuid(getuid())
      try #require(
        diagnostic.description == """
          \(path): cannot be written: the file is read-only for you
            fix: allow writing: chmod u+w '\(path)'
          """
      )
      try #require(folder.text("lines") == "old\n")
    }
  }
}
