// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineReport

@Suite("What a person writes into a report")
struct OwnedTextTests {
  private let report = SampleWeek.report()
  private let page: String

  init() throws {
    page = try SampleWeek.report().markdown(keeping: nil)
  }

  @Test(
    "survives to the byte",
    arguments: [
      "\n\nA thought.\n\n", "no line break", "\r\nwindows\r\n\r\n", "日本語\u{3099} か\u{3099}\n",
      "\n```\n<!-- no marker -->\n```\n", "\n  spaces at the end  \n\t\n", "",
      "\nabout `<!-- yours: x -->` and <!-- /yours: y -->\n", "\n# Heading\n> quote\n\n\n",
    ]
  )
  func survives(_ text: String) throws {
    let names = ["highlights", "experiment sync-vs-async", "experiment mnist|wide", "next-steps"]
    let written = names.reduce(page) { writing(text, in: $1, of: $0) }
    let next = try report.markdown(keeping: written)
    for name in names {
      #expect(owned(name, in: next).map { Array($0.utf8) } == Array(text.utf8))
    }
    #expect(Array(next.utf8) == Array(written.utf8))
  }

  @Test("survives new results around it")
  func newResults() throws {
    let written = writing("\nKeep me.\n", in: "experiment sync-vs-async", of: page)
    let fewer = SampleWeek.report(runs: SampleWeek.runs.filter { $0.id.number != 3 })
    let next = try fewer.markdown(keeping: written)
    #expect(owned("experiment sync-vs-async", in: next) == "\nKeep me.\n")
    #expect(next != written)
    #expect(try report.markdown(keeping: next) == written)
  }

  @Test("about an experiment that is gone is kept at the end, and comes back with it")
  func homeless() throws {
    let written = writing("\nA loss.\n", in: "experiment old_one", of: page)
    let without = SampleWeek.report(runs: SampleWeek.runs.filter { $0.id.experiment != "old_one" })
    let next = try without.markdown(keeping: written)
    #expect(!next.contains("### old_one"))
    #expect(owned("experiment old_one", in: next) == "\nA loss.\n")
    #expect(next.contains("## Kept\n\nWritten under `experiment old_one`, of which"))
    #expect(try without.markdown(keeping: next) == next)
    #expect(try report.markdown(keeping: next) == written)
  }

  @Test("leaves no trace of a block that was empty")
  func emptyIsDropped() throws {
    let without = SampleWeek.report(runs: SampleWeek.runs.filter { $0.id.experiment != "old_one" })
    #expect(try without.markdown(keeping: page) == without.markdown(keeping: nil))
  }

  @Test("survives an editor that changes line ends, blank lines and spaces elsewhere")
  func editorsHabits() throws {
    let written = writing("\nMine.  \n", in: "highlights", of: page)
    let windows = "\u{FEFF}" + written.replacingOccurrences(of: "\n", with: "\r\n")
    let next = try report.markdown(keeping: windows)
    #expect(owned("highlights", in: next).map { Array($0.utf8) } == Array("\r\nMine.  \r\n".utf8))
    let spaced = written.replacingOccurrences(of: "## Runs\n", with: "## Runs  \n\n\n") + "\n\n"
    #expect(try report.markdown(keeping: spaced) == written)
  }

  @Test("makes no difference when there is nothing", arguments: ["", "\n", "  \r\n"])
  func nothing(_ previous: String) throws {
    #expect(try report.markdown(keeping: previous) == page)
  }
}

@Suite("A report that was damaged")
struct DamagedReportTests {
  private let report = SampleWeek.report()
  private let page: String

  init() throws {
    page = try writing(
      "\nMine.\n",
      in: "highlights",
      of: SampleWeek.report().markdown(keeping: nil)
    )
  }

  @Test("by a marker that was taken away names the line and what to put back")
  func brokenMarkers() throws {
    try expect(
      page.replacingOccurrences(of: "<!-- /yours: highlights -->\n", with: ""),
      "reports/weeks/2026-W48.md:14: the block 'highlights' is opened here and not closed",
      "put <!-- /yours: highlights --> where your text ends"
    )
    try expect(
      page.replacingOccurrences(of: "<!-- yours: highlights -->\n", with: ""),
      "reports/weeks/2026-W48.md:15: the block 'highlights' is closed here and was not opened",
      "put <!-- yours: highlights --> where your text begins"
    )
    try expect(
      page.replacingOccurrences(of: "<!-- /yours: next-steps -->\n", with: ""),
      "reports/weeks/2026-W48.md:132: the block 'next-steps' is opened here and not closed",
      "put <!-- /yours: next-steps --> where your text ends"
    )
  }

  @Test("by a block that is there twice names the second")
  func doubled() throws {
    try expect(
      page.replacingOccurrences(
        of: "## Runs\n",
        with: "<!-- yours: highlights -->\nmore\n<!-- /yours: highlights -->\n## Runs\n"
      ),
      "reports/weeks/2026-W48.md:18: the block 'highlights' is here a second time",
      "put all of its text into the first one and delete this one"
    )
  }

  @Test("by a block that was taken away says which")
  func missing() throws {
    try expect(
      page.replacingOccurrences(
        of: "<!-- yours: next-steps -->\n\n<!-- /yours: next-steps -->\n",
        with: ""
      ),
      "reports/weeks/2026-W48.md: the block 'next-steps' and its markers are missing",
      "put <!-- yours: next-steps --> and <!-- /yours: next-steps --> back, each on a line of its "
        + "own, or write the page anew with --overwrite"
    )
  }

  @Test("by words outside the markers names the first line that differs")
  func edits() throws {
    let fix =
      "move your text between two markers (<!-- yours: … --> and <!-- /yours: … -->), or give it "
      + "up with --overwrite"
    try expect(
      page.replacingOccurrences(of: "## Runs\n", with: "## Runs\n\nMy own paragraph.\n"),
      "reports/weeks/2026-W48.md:20: the page was edited outside the markers, here or just above: "
        + "'My own paragraph.'",
      fix
    )
    try expect(
      page.replacingOccurrences(of: "2 runs, 0 finished", with: "2 runs, 2 finished"),
      "reports/weeks/2026-W48.md:85: the page was edited outside the markers, here or just above: "
        + "'2 runs, 2 finished · 0.20 compute hours'",
      fix
    )
    try expect(
      page + "A last word.\n",
      "reports/weeks/2026-W48.md:137: the page was edited outside the markers, here or just above: "
        + "'A last word.'",
      fix
    )
  }

  @Test("by taking the last line away, or made by someone else, is not touched")
  func notMade() throws {
    let fix =
      "move it elsewhere, or write the page anew with --overwrite, which keeps only what stands "
      + "between markers"
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    for text in [lines.dropLast(2).joined(separator: "\n"), "# My week\n\nIt was good.\n"] {
      try expect(
        text,
        "reports/weeks/2026-W48.md: this page was not made by Trine, or has lost its last line",
        fix
      )
    }
  }

  @Test("is written anew when asked, with what stands between markers")
  func overwrites() throws {
    let fresh = try report.markdown(keeping: nil)
    let edited = page.replacingOccurrences(of: "## Runs\n", with: "## Runs\n\nLost.\n")
    #expect(try report.markdown(keeping: edited, overwritingEdits: true) == page)
    #expect(try report.markdown(keeping: "# My week\n", overwritingEdits: true) == fresh)
    let broken = page.replacingOccurrences(of: "<!-- /yours: highlights -->\n", with: "")
    #expect(throws: Diagnostic.self) {
      try report.markdown(keeping: broken, overwritingEdits: true)
    }
  }

  private func expect(_ previous: String, _ message: String, _ fix: String) throws {
    #expect(previous != page)
    let error = #expect(throws: Diagnostic.self) { try report.markdown(keeping: previous) }
    #expect(error?.description == "\(message)\n  fix: \(fix)")
  }
}
