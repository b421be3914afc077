// SPDX-License-Identifier: MIT

import Glibc
import Testing
import TrineCore
import TrineFiles

@Suite("A place that cannot be written to")
struct WritingTroubleTests {
  @Test("is told as read-only, with the folder that is")
  func readOnly() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      try folder.put("old", "file")
      try #require(chmod(folder.path, 0o555) == 0)
      try becomeNobody()
      let attempts: [(String, () throws -> Void)] = [
        ("made", { try Folder.make("\(folder.path)/a/b") }),
        ("made", { _ = try Folder.create("\(folder.path)/a") }),
        ("written", { _ = try FileText.create(NewFile("\(folder.path)/a/b", "")) }),
        ("written", { _ = try FileText.create([NewFile("\(folder.path)/a", "")]) }),
        ("written", { try FileText.replace("\(folder.path)/file", with: "new") }),
        ("written", { try FileText.append(line: "", to: "\(folder.path)/a") }),
      ]
      let found = attempts.map { verb, work in (verb, report(work)) }
      // What is there already needs no access.
      let there = NewFile("\(folder.path)/file", "new")
      let isMade = try FileText.create(there)
      let taken = try FileText.create([there])
      _ = seteuid(getuid())
      try #require(!isMade && taken == [there.path])
      for (verb, said) in found {
        try #require(
          said.hasSuffix(
            """
            : cannot be \(verb): the folder \(folder.path) is read-only for you
              fix: allow writing: chmod u+w '\(folder.path)', or choose another folder
            """
          )
        )
      }
      try #require(folder.names() == ["file"])
      try #require(folder.text("file") == "old")
    }
  }

  @Test("is the folder a file is to leave, not the one it is to come to")
  func moving() async {
    await #expect(processExitsWith: .success) {
      let (from, to) = (try TemporaryFolder(), try TemporaryFolder())
      let file = try from.put("text", "file")
      try #require(chmod(from.path, 0o555) == 0 && chmod(to.path, 0o777) == 0)
      try becomeNobody()
      let said = report { _ = try FileMove.move(file, to: "\(to.path)/trash/file") }
      _ = seteuid(getuid())
      try #require(
        said == """
          \(file): cannot be written: the folder \(from.path) is read-only for you
            fix: allow writing: chmod u+w '\(from.path)', or choose another folder
          """
      )
    }
  }

  @Test(
    "is told in the same words whatever was to be put there",
    arguments: [
      (EACCES, "the folder FOLDER is read-only for you", "allow writing: chmod u+w 'FOLDER', or "),
      (EPERM, "the folder FOLDER is read-only for you", "allow writing: chmod u+w 'FOLDER', or "),
      (EROFS, "FOLDER is on a read-only file system", "choose a folder on another one"),
      (ENOENT, "the folder FOLDER/a is missing", "make it: mkdir -p 'FOLDER/a'"),
      (ENOTDIR, "FOLDER is a file, not a folder", "move the file away, or choose another folder"),
      (ENOSPC, "there is no space left under FOLDER", "free some, or choose another folder"),
      (EDQUOT, "there is no space left under FOLDER", "free some, or choose another folder"),
      (EIO, "Input/output error", "see whether 'FOLDER' can be written to"),
    ]
  )
  func codes(code: Int32, found: String, fix: String) throws {
    let folder = try TemporaryFolder()
    let error = SystemError(code: code)
    let written = Diagnostic.cannotWrite("\(folder.path)/a/b", error, as: "shown")
    let made = Diagnostic.cannotMake(folder: "\(folder.path)/a/b", error)
    #expect(written.location == SourceLocation(file: "shown"))
    #expect(made.location == SourceLocation(file: "\(folder.path)/a/b"))
    for (diagnostic, verb) in [(written, "written"), (made, "made")] {
      let words = found.replacing("FOLDER", with: folder.path)
      #expect(diagnostic.message == "cannot be \(verb): \(words)")
      #expect(diagnostic.fix?.hasPrefix(fix.replacing("FOLDER", with: folder.path)) == true)
      #expect(diagnostic.cause == .failure)
    }
  }
}
