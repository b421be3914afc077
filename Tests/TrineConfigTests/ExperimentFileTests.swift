// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineConfig
import TrineCore

struct ExperimentFileTests {
  @Test("an experiment's file is read, and named in messages as the user wrote it")
  func load() throws {
    try withFolder { folder in
      try write(spirals, to: "\(folder)/a.yaml")
      try write("ranks: 0\n" + spirals, to: "\(folder)/b.yaml")
      let loaded = try ExperimentReader.load(path: "\(folder)/a.yaml", overrides: ["seed=1,2"])
      #expect(loaded.map(\.seed) == [1, 2])
      #expect(reports(load: "\(folder)/b.yaml")[0].hasPrefix("\(folder)/b.yaml:1:8: 'ranks' is 0"))
    }
  }

  @Test(
    "a missing file is reported with the nearest name in its folder",
    arguments: [
      ("fashon-sync.yaml", "did you mean 'FOLDER/fashion-sync.yaml'?"),
      ("fashion-sync", "did you mean 'FOLDER/fashion-sync.yaml'?"),
      ("first", "did you mean 'FOLDER/first.yaml'?"),
      ("zebra.yaml", "there are fashion-sync.yaml, first.yaml"),
    ]
  )
  func missing(name: String, fix: String) throws {
    try withFolder { folder in
      for file in ["fashion-sync.yaml", "first.yaml", "notes.md"] {
        try write("", to: "\(folder)/\(file)")
      }
      let shown = fix.replacing("FOLDER", with: folder)
      #expect(
        reports(load: "\(folder)/\(name)") == [
          "\(folder)/\(name): there is no such experiment\n  fix: \(shown)"
        ]
      )
    }
  }

  @Test("a missing folder, a folder and a file that is no text are told apart")
  func unreadable() throws {
    try withFolder { folder in
      #expect(
        reports(load: "\(folder)/no/x.yaml") == [
          "\(folder)/no/x.yaml: there is no such experiment\n  fix: check the path"
        ]
      )
      #expect(
        reports(load: folder) == [
          "\(folder): this is a folder, not an experiment\n  fix: name a file"
        ]
      )
      try Data("seed: 1\nname: \u{E9}".unicodeScalars.map { UInt8($0.value) })
        .write(to: URL(filePath: "\(folder)/latin.yaml"))
      #expect(
        reports(load: "\(folder)/latin.yaml") == [
          "\(folder)/latin.yaml:2: the line is not UTF-8\n  fix: save the file as UTF-8"
        ]
      )
    }
  }

  @Test("the project's own experiments can be run as they are")
  func shipped() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let workspace = try WorkspaceFinder.find(from: "\(root)/experiments", explicit: nil)
    #expect(workspace.root == root)
    #expect(workspace.settings.name == "Trine")
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(root)/experiments")
    #expect(files.contains("fashion-sync.yaml"))
    var claims: [String] = []
    for file in files where file.hasSuffix(".yaml") {
      let plans = try ExperimentReader.load(path: "\(root)/experiments/\(file)", overrides: [])
      #expect(plans.allSatisfy { $0.question != nil })
      claims += plans.first?.claims?.map(\.claim.description) ?? []
    }
    // That the note makes it is for `trine check`.
    #expect(claims.contains("chen2016revisiting#sync-more-accurate"))
  }

  private func reports(load path: String) -> [String] {
    TrineConfigTests.reports { _ = try ExperimentReader.load(path: path, overrides: []) }
  }
}
