// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
import TrineCore

/// `trine report week [WEEK]`.
struct ReportWeek: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "week",
    abstract: "Write the progress report of one week.",
    discussion: """
      What you write between the markers of the page survives; the rest is made anew from the runs \
      and the notes.
      """
  )

  @Argument(
    help: "The ISO week, such as 2026-W48; this week unless told otherwise.",
    transform: week
  )
  var week: Week?

  @Flag(help: "Make the page anew even where it was edited outside its markers.")
  var overwrite = false

  @OptionGroup var workspace: WorkspaceOptions

  private static func week(_ text: String) throws -> Week {
    guard let week = Week(text) else {
      throw ValidationError("'\(text)' is no ISO week; write it like 2026-W48, 52 or 53 a year")
    }
    return week
  }

  func run() throws {
    let open = try workspace.open()
    try open.syncNotes()
    try open.syncRuns()
    let today = Day(Date(), in: open.workspace.settings.timeZone)
    let writer = ReportWriter(open: open, isOverwriting: overwrite)
    Console.print(try writer.write(week ?? Week(containing: today)))
  }
}
