// SPDX-License-Identifier: MIT

import Foundation
import Testing

@Suite("Documentation that cannot rot")
struct DocumentationTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  @Test("docs/cli.md is what the commands say of themselves (make docs)")
  func reference() throws {
    let session = try Session()
    defer { session.remove() }
    let script = root.appending(path: "scripts/cli-reference").path
    let printed = try session.output(of: "'\(script)' \"$(command -v trine)\"")
    #expect(printed.code == 0)
    #expect(try printed.text == text("docs/cli.md"))
  }

  @Test("every command says in a sentence what it does")
  func abstracts() throws {
    let sections = try text("docs/cli.md").components(separatedBy: "\n## ").dropFirst()
    #expect(sections.count > 10)
    for section in sections {
      let help = section.components(separatedBy: "OVERVIEW: ")
      #expect(help.count == 2, "\(section.prefix(20)) has no overview")
      let overview = help.last?.components(separatedBy: "\n\n").first ?? ""
      #expect(overview.hasSuffix("."), "\(section.prefix(20))")
    }
  }

  @Test("every command has a man page", arguments: ["trine", "trine.run", "trine.paper.add"])
  func manual(page: String) throws {
    #expect(try text("docs/man/\(page).1").contains(".Nd"))
  }

  @Test("the README is one screen and some, and its links lead to files")
  func readme() throws {
    let readme = try text("README.md")
    #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 150)
    let links = readme.matches(of: /\]\(([^)#:]+)\)/).map { String($0.1) }
    #expect(links.count > 5)
    for link in links {
      let path = root.appending(path: link).path
      #expect(FileManager.default.fileExists(atPath: path), "\(link)")
    }
  }
}
