// SPDX-License-Identifier: MIT

import ArgumentParser

/// `trine report`.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write progress reports.",
    subcommands: [ReportWeek.self]
  )
}
