// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
import TrineCheck
import TrineCore
import TrineIndex

/// `trine check [PATH…]`.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check notes, links, claims, experiments and reports.",
    discussion: """
      Every finding has the name of a rule, a place, and what to do. The exit code is 65 when errors or \
      warnings are told; what is only information does not count. --fix does what cannot be meant \
      otherwise: it sets 'citekey' to the file's name, puts citations that kana or kanji touch into \
      brackets, and makes the bibliography and reports that are out of date anew.
      """
  )

  @Argument(help: "Files and folders to tell of; all of the workspace unless told otherwise.")
  var paths: [String] = []

  @Flag(help: "Do what is certain, and say what was done.")
  var fix = false

  @Option(help: "The least to tell: information, warning or error.")
  var level: Finding.Level = .information

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: FormatOptions

  private static let mostRounds = 3

  func run() throws {
    let open = try workspace.openToRead {
      try $0.syncNotes(judging: true)
      try $0.syncRuns()
    }
    var findings = try found(open)
    // What is mended may make a report out of date that was not.
    for _ in 1...Self.mostRounds where fix && findings.contains(where: \.isFixable) {
      let done = try CheckFixer(open: open).fix(findings)
      for line in done { Console.note("fixed \(line)") }
      try open.syncNotes()
      findings = try found(open)
    }
    let told = findings.filter { $0.level >= level }
    try format.print(told)
    Console.note(Finding.counts(findings))
    if told.contains(where: { $0.level > .information }) { throw ExitCode(65) }
  }

  private func found(_ open: OpenWorkspace) throws -> [Finding] {
    var checked = try CheckedWorkspace(open.catalog)
    let today = Day(Date(), in: open.workspace.settings.timeZone)
    checked.madeFiles = try MadeFileCheck(open: open, today: today).states()
    checked.unknownMetrics = try UnknownMetric.all(in: open, links: checked.links)
    checked.conflicts = CheckedWorkspace.conflicts(in: open.workspace)
    checked.unreadFiles = CheckedWorkspace.unreadFiles(in: open.workspace)
    let scope = try PathScope(paths, in: open.workspace)
    return WorkspaceCheck.findings(in: checked).filter { scope.contains($0.location.file) }
  }
}
