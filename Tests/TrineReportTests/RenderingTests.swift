// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineReport

private let pandoc: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
  .split(separator: ":").map { "\($0)/pandoc" }
  .first { FileManager.default.isExecutableFile(atPath: $0) }

@Suite("Rendered pages")
struct RenderingTests {
  @Test("lead with every link to a file", arguments: Language.allCases)
  func linksResolve(_ language: Language) throws {
    let root = try workspace(language)
    defer { try? FileManager.default.removeItem(at: root) }
    for page in try pages(of: root) {
      let text = try String(contentsOf: page, encoding: .utf8)
      let links = text.matches(of: #/\]\(([^)\s]+)\)/#).map { String($0.output.1) }
      #expect(!links.isEmpty)
      for link in links {
        let path = try #require(link.removingPercentEncoding)
        let target = page.deletingLastPathComponent().path + "/" + path
        #expect(
          FileManager.default.fileExists(atPath: target),
          "\(page.lastPathComponent): \(link)"
        )
      }
    }
  }

  @Test("give pandoc nothing to warn of", .enabled(if: pandoc != nil), arguments: Language.allCases)
  func pandocIsSilent(_ language: Language) throws {
    let root = try workspace(language)
    defer { try? FileManager.default.removeItem(at: root) }
    for page in try pages(of: root) {
      let (html, warnings) = try render(page)
      #expect(warnings == "", "\(page.lastPathComponent)")
      #expect(html.contains("<h1"))
    }
  }

  @Test("say in HTML what the user wrote, in tables that hold", .enabled(if: pandoc != nil))
  func textArrives() throws {
    let root = try workspace(.en)
    defer { try? FileManager.default.removeItem(at: root) }
    let (html, _) = try render(root.appending(path: Workspace.report(SampleWeek.week)))
    #expect(html.contains("Does *mnist|wide* win at equal epochs? [yes] | $no$ @all"))
    #expect(html.contains("out | of <code>memory</code> &lt;b&gt;now&lt;/b&gt;"))
    #expect(html.contains("1. Stragglers | slow <code>all_reduce</code> [@down]"))
    #expect(html.contains("#3 O(n^2) &amp; $x$"))
    #expect(html.contains("&lt;!-- yours: x --&gt;"))
    #expect(html.matches(of: /<table/).count == 5)
    #expect(html.matches(of: /<tr/).count == 5 + 6)
    let columns = html.matches(of: #/<th[ >]/#).count
    #expect(columns == 6 + 3 + 7 + 3 + 5)
  }

  // MARK: - A workspace on disk

  /// Writes the week's report, the cards of its runs, and every file they may link to.
  private func workspace(_ language: Language) throws -> URL {
    let root = FileManager.default.temporaryDirectory.appending(path: "trine-\(UUID().uuidString)")
    for name in SampleWeek.experimentFiles { try write("", "experiments/\(name).yaml", root) }
    for paper in SampleWeek.papers { try write("", paper.file, root) }
    let report = try SampleWeek.report(language).markdown(keeping: nil)
    try write(report, Workspace.report(SampleWeek.week), root)
    for run in SampleWeek.runs where run.id.number < 90 {
      let card = RunCard(
        run: run,
        workspace: SampleWeek.settings(language),
        papers: SampleWeek.papers,
        experimentFiles: SampleWeek.experimentFiles
      )
      try write(card.markdown(keeping: nil), Workspace.card(run.id), root)
    }
    return root
  }

  private func pages(of root: URL) throws -> [URL] {
    try [Workspace.weeks, Workspace.runCards].flatMap { folder in
      try FileManager.default.contentsOfDirectory(
        at: root.appending(path: folder),
        includingPropertiesForKeys: nil
      )
    }
  }

  private func write(_ text: String, _ path: String, _ root: URL) throws {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  /// As a lab would publish it: pandoc's own Markdown, citations and all.
  private func render(_ page: URL) throws -> (html: String, warnings: String) {
    let process = Process()
    process.executableURL = URL(filePath: try #require(pandoc))
    process.arguments = ["--citeproc", "--wrap=none", "-t", "html", page.path]
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let html = try output.fileHandleForReading.readToEnd() ?? Data()
    let warnings = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return (String(decoding: html, as: UTF8.self), String(decoding: warnings, as: UTF8.self))
  }
}
