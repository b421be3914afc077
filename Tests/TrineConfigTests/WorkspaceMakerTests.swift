// SPDX-License-Identifier: MIT

import Foundation
import Glibc
import Testing
import TrineConfig
import TrineCore

struct WorkspaceMakerTests {
  private let files = [
    "trine.yaml", "experiments/first.yaml", "notes/topics/welcome.md", ".gitignore",
  ]

  private func make(_ folder: String, _ language: Language = .en) throws -> [String] {
    let today = try #require(Day("2026-11-23"))
    return try WorkspaceMaker.make(
      at: folder,
      language: language,
      timeZone: "Asia/Tokyo",
      today: today
    )
  }

  @Test("a new workspace is found, and its example can be run", arguments: Language.allCases)
  func newWorkspace(language: Language) throws {
    try withFolder { folder in
      #expect(try make("\(folder)/研究: 室", language) == files)
      let root = "\(folder)/研究: 室"
      let workspace = try WorkspaceFinder.find(from: "\(root)/reports/weeks", explicit: nil)
      let tokyo = try #require(TimeZone(identifier: "Asia/Tokyo"))
      #expect(
        workspace.settings
          == WorkspaceSettings(name: "研究: 室", language: language, timeZone: tokyo)
      )
      let first = try ExperimentReader.load(path: "\(root)/experiments/first.yaml", overrides: [])
      #expect(first.map(\.name) == ["first"])
      #expect(first.map(\.ranks) == [2])
      #expect(first.first?.question != nil)
      #expect(try String(contentsOfFile: "\(root)/.gitignore", encoding: .utf8) == ".trine/\n")
      for inner in WorkspaceTemplate.folders {
        #expect(FileManager.default.fileExists(atPath: "\(root)/\(inner)"))
      }
    }
  }

  @Test("the first note is in the workspace's language and carries the day")
  func firstNote() throws {
    for (language, title) in [(Language.en, "Welcome"), (.ja, "ようこそ")] {
      try withFolder { folder in
        _ = try make(folder, language)
        let note = try String(contentsOfFile: "\(folder)/notes/topics/welcome.md", encoding: .utf8)
        #expect(
          note.hasPrefix(
            "---\ntitle: \(title)\ntags: [trine]\nadded: 2026-11-23\n---\n\n# \(title)\n"
          )
        )
      }
    }
  }

  @Test("nothing that is there is overwritten; what is missing comes in the workspace's language")
  func neverOverwrites() throws {
    try withFolder { folder in
      try write("language: ja # mine\n", to: "\(folder)/trine.yaml")
      try write("mine", to: "\(folder)/experiments/first.yaml")
      #expect(try make(folder) == ["notes/topics/welcome.md", ".gitignore"])
      let texts = try ["trine.yaml", "experiments/first.yaml"].map {
        try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
      }
      #expect(texts == ["language: ja # mine\n", "mine"])
      let note = try String(contentsOfFile: "\(folder)/notes/topics/welcome.md", encoding: .utf8)
      #expect(note.contains("ようこそ"))
      #expect(try make(folder) == [])
    }
  }

  @Test("runs stay out of git also where a .gitignore is there already")
  func existingIgnoreFile() throws {
    try withFolder { folder in
      try write("*.swp\n", to: "\(folder)/.gitignore")
      #expect(try make(folder).suffix(1) == [".trine/.gitignore"])
      #expect(try String(contentsOfFile: "\(folder)/.gitignore", encoding: .utf8) == "*.swp\n")
      let inner = try String(contentsOfFile: "\(folder)/.trine/.gitignore", encoding: .utf8)
      #expect(inner == "*\n")
    }
    try withFolder { folder in
      try write("/.trine/\n", to: "\(folder)/.gitignore")
      #expect(try make(folder) == Array(files.dropLast()))
    }
  }

  @Test("a file where a folder must be is named")
  func fileInTheWay() throws {
    try withFolder { folder in
      try write("", to: "\(folder)/lab")
      let path = "\(folder)/lab/new/experiments"
      #expect(
        reports { _ = try make("\(folder)/lab/new") } == [
          "\(path): cannot be made: \(folder)/lab is a file, not a folder"
            + "\n  fix: move the file away, or choose another folder"
        ]
      )
    }
  }

  @Test("a read-only folder is reported with its path and the fix")
  func readOnly() throws {
    try withFolder { folder in
      chmod(folder, 0o555)
      let found = try asNobody { reports { _ = try make("\(folder)/lab") } }
      #expect(
        found == [
          "\(folder)/lab/experiments: cannot be made: the folder \(folder) is read-only for you"
            + "\n  fix: allow writing: chmod u+w '\(folder)', or choose another folder"
        ]
      )
    }
  }

  @Test("a time zone that is none is refused before anything is written")
  func badTimeZone() throws {
    try withFolder { folder in
      let today = try #require(Day("2026-11-23"))
      let found = reports {
        _ = try WorkspaceMaker.make(at: folder, timeZone: "Asia/Tokio", today: today)
      }
      #expect(
        found == ["'Asia/Tokio' is not an IANA time zone\n  fix: did you mean 'Asia/Tokyo'?"]
      )
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }

  /// Does something that root may do and nobody else, as nobody else would.
  ///
  /// Linux lets one thread meet the file system as another user; Swift's map of glibc lacks the call.
  private func asNobody<T>(_ work: () throws -> T) throws -> T {
    guard geteuid() == 0 else { return try work() }
    typealias SetUser = @convention(c) (UInt32) -> Int32
    let symbol = try #require(dlsym(nil, "setfsuid"))
    let setUser = unsafeBitCast(symbol, to: SetUser.self)
    _ = setUser(65_534)
    defer { _ = setUser(0) }
    return try work()
  }
}
