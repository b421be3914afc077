// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineConfig
import TrineCore

struct WorkspaceFinderTests {
  @Test(
    "a workspace is found from any folder inside it",
    arguments: ["", "/", "/notes", "/notes/papers/..", "/a/./b//c"]
  )
  func walksUp(inside: String) throws {
    try withFolder { folder in
      try write("name: lab\n", to: "\(folder)/trine.yaml")
      let workspace = try WorkspaceFinder.find(from: folder + inside, explicit: nil)
      #expect(workspace.root == folder)
      #expect(workspace.settings.name == "lab")
    }
  }

  @Test("the innermost workspace is the one that counts")
  func innermost() throws {
    try withFolder { folder in
      try write("", to: "\(folder)/trine.yaml")
      try write("", to: "\(folder)/in/ner/trine.yaml")
      let workspace = try WorkspaceFinder.find(from: "\(folder)/in/ner/most", explicit: nil)
      #expect(workspace.root == "\(folder)/in/ner")
      #expect(workspace.settings.name == "ner")
    }
  }

  @Test("a workspace that is named wins, relative to where the command is")
  func explicit() throws {
    try withFolder { folder in
      try write("", to: "\(folder)/trine.yaml")
      try write("", to: "\(folder)/other/trine.yaml")
      for name in ["other", "\(folder)/other/", "./x/../other"] {
        let workspace = try WorkspaceFinder.find(from: folder, explicit: name)
        #expect(workspace.root == "\(folder)/other")
      }
    }
  }

  @Test("without a workspace the message says where it looked and how to make one")
  func notFound() throws {
    try withFolder { folder in
      let found = try #require(throws: Diagnostic.self) {
        try WorkspaceFinder.find(from: "\(folder)/deep", explicit: nil)
      }
      #expect(
        found.description == """
          no workspace here: there is no trine.yaml in \(folder)/deep or any folder above it
            fix: make one with 'trine init', or name one with --workspace DIR or TRINE_WORKSPACE
          """
      )
      #expect(found.cause == .usage)
    }
  }

  @Test("a named folder must be a workspace itself")
  func namedIsNone() throws {
    try withFolder { folder in
      try write("", to: "\(folder)/trine.yaml")
      #expect(
        reports { _ = try WorkspaceFinder.find(from: folder, explicit: "sub") } == [
          "\(folder)/sub is not a workspace: it has no trine.yaml"
            + "\n  fix: name a workspace's folder, or make one there: trine init \(folder)/sub"
        ]
      )
    }
  }

  @Test("mistakes in trine.yaml are reported in that file")
  func badSettings() throws {
    try withFolder { folder in
      try write("nam: x\n", to: "\(folder)/trine.yaml")
      #expect(
        reports { _ = try WorkspaceFinder.find(from: folder, explicit: nil) } == [
          "\(folder)/trine.yaml:1:1: unknown key 'nam'\n  fix: did you mean 'name'?"
        ]
      )
    }
  }
}
