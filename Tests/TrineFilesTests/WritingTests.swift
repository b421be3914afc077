// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import Testing
import TrineCore

@testable import TrineFiles

@Suite("Writing a whole file")
struct WritingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("makes it and its folders, with nothing beside it", arguments: [0, 1, 100_000])
  func create(count: Int) throws {
    let text = String(repeating: "é", count: count)
    let path = "\(folder.path)/a/b/file"
    #expect(try FileText.create(NewFile(path, text)))
    #expect(try folder.text("a/b/file") == text)
    try FileText.replace("\(folder.path)/c/file", with: text)
    #expect(try folder.text("c/file") == text)
    for inner in ["a/b", "c"] {
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(inner)")
      #expect(names == ["file"])
    }
  }

  @Test("leaves what is there, a link to nowhere, too, when it is to be made")
  func taken() throws {
    let path = try folder.put("mine", "file")
    #expect(try !FileText.create(NewFile(path, "yours")))
    #expect(try folder.text("file") == "mine")
    symlink("\(folder.path)/nowhere", "\(folder.path)/link")
    #expect(try !FileText.create(NewFile("\(folder.path)/link", "yours")))
    #expect(try folder.names() == ["file", "link"])
  }

  @Test("is done by one of eight that make it at once")
  func race() async throws {
    for round in 0..<20 {
      let path = "\(folder.path)/\(round)"
      let made = try await onThreads(8) { number in
        (number, try FileText.create(NewFile(path, String(repeating: "\(number)", count: 9999))))
      }
      let winners = made.filter(\.1).map(\.0)
      #expect(winners.count == 1)
      let expected = winners.first.map { String(repeating: "\($0)", count: 9999) }
      #expect(try folder.text("\(round)") == expected)
    }
    #expect(try folder.names().count == 20)
  }

  @Test("is never seen half done")
  func replacing() async throws {
    let path = try folder.put(String(repeating: "0", count: 99_999), "file")
    let seen = try await onThreads(8) { number in
      try (0..<40).map { _ in
        if number < 4 {
          try FileText.replace(path, with: String(repeating: "\(number)", count: 99_999))
        }
        let text = try FileText.read(path)
        return text.utf8.count == 99_999 && Set(text.utf8).count == 1
      }
    }
    #expect(seen.joined().allSatisfy { $0 })
    #expect(try folder.names() == ["file"])
  }

  @Test("goes with the longest name there is")
  func longName() throws {
    let name = String(repeating: "n", count: 255)
    #expect(try FileText.create(NewFile("\(folder.path)/\(name)", "text")))
    #expect(try folder.names() == [name])
    let tooLong = "\(folder.path)/\(name)n"
    #expect(
      report { _ = try FileText.create(NewFile(tooLong, "")) }.hasPrefix(
        "\(tooLong): cannot be written: File name too long"
      )
    )
    #expect(try folder.names() == [name])
  }

  @Test("leaves the access to files and folders to the user's mask")
  func mask() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      umask(0o027)
      _ = try FileText.create(NewFile("\(folder.path)/in/file", ""))
      var status = stat()
      try #require(stat("\(folder.path)/in", &status) == 0 && status.st_mode & 0o777 == 0o750)
      try #require(stat("\(folder.path)/in/file", &status) == 0)
      try #require(status.st_mode & 0o777 == 0o640)
    }
  }

  @Test("leaves nothing behind when it fails")
  func leftovers() throws {
    mkdir("\(folder.path)/taken", 0o700)
    try folder.put("", "taken/inside")
    let path = "\(folder.path)/taken"
    #expect(
      report { try FileText.replace(path, with: "text", as: "shown") }
        == "shown: this is a folder, not a file\n  fix: move it away"
    )
    #expect(try folder.names() == ["taken"])
  }

  @Test("where files have no second names keeps its promises", arguments: [EPERM, ENOTSUP, ENOSYS])
  func withoutLinks(code: Int32) throws {
    let link: HiddenFile.Link = { _, _ in
      errno = code
      return -1
    }
    let path = "\(folder.path)/file"
    try HiddenFile(for: path, Array("first".utf8)).takeName(link: link)
    #expect(try folder.text("file") == "first")
    #expect(throws: SystemError(code: EEXIST)) {
      try HiddenFile(for: path, Array("second".utf8)).takeName(link: link)
    }
    #expect(try folder.text("file") == "first")
    #expect(try folder.names() == ["file"])
  }

  @Test("that fails while it is named leaves neither name")
  func failingLink() throws {
    #expect(throws: SystemError(code: EIO)) {
      try HiddenFile(for: "\(folder.path)/file", Array("text".utf8)).takeName { _, _ in
        errno = EIO
        return -1
      }
    }
    #expect(try folder.names() == [])
  }
}

@Suite("Making many files")
struct ManyFilesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("makes each that is not there, and says which are")
  func batch() throws {
    try folder.put("mine", "7")
    mkdir("\(folder.path)/8", 0o700)
    let files = (0..<300).map { NewFile("\(folder.path)/\($0)", "text \($0)") }
    #expect(try FileText.create(files) == ["\(folder.path)/7", "\(folder.path)/8"])
    #expect(try folder.names() == (0..<300).map(String.init).sorted())
    #expect(try folder.text("7") == "mine")
    for number in 9..<300 { #expect(try folder.text("\(number)") == "text \(number)") }
    #expect(try FileText.create(files) == Set(files.map(\.path)))
    #expect(try FileText.create([]) == [])
  }

  @Test("makes folders, in several places at once")
  func folders() throws {
    let files = ["a/b/1", "c/2", "3"].map { NewFile("\(folder.path)/\($0)", $0) }
    #expect(try FileText.create(files) == [])
    for name in ["a/b/1", "c/2", "3"] { #expect(try folder.text(name) == name) }
  }

  @Test("makes none where one cannot be written")
  func none() throws {
    let file = try folder.put("", "file")
    let files = ["1", "2", "file/3", "4"].map {
      NewFile("\(folder.path)/\($0)", $0, name: "shown \($0)")
    }
    #expect(
      report { _ = try FileText.create(files) } == """
        shown file/3: cannot be written: \(file) is a file, not a folder
          fix: move the file away, or choose another folder
        """
    )
    #expect(try folder.names() == ["file"])
  }

  @Test("makes none where a name is too long, also where that shows late", arguments: [3, 30])
  func tooLong(count: Int) throws {
    let long = String(repeating: "n", count: 256)
    for place in ["", "in/"] {
      let files = ((0..<count).map(String.init) + [long]).map {
        NewFile("\(folder.path)/\(place)\($0)", "text", name: "shown")
      }
      let told = report { _ = try FileText.create(files) }
      #expect(told == "shown: cannot be written: File name too long\n  fix: choose a shorter name")
      #expect(try folder.names() == (place.isEmpty ? [] : ["in"]))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/in").isEmpty)
  }

  @Test("is done once when two do it at once")
  func race() async throws {
    let files = (0..<50).map { NewFile("\(folder.path)/\($0)", "\($0)") }
    let taken = try await onThreads(8) { _ in try FileText.create(files) }
    #expect(taken.map { 50 - $0.count }.reduce(0, +) == 50)
    #expect(try folder.names() == (0..<50).map(String.init).sorted())
  }
}
