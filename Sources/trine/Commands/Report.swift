// SPDX-License-Identifier: MIT

import ArgumentParser

/// `trine report`.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write progress reports.",
    subcommands: [ReportWeek.self]
  )
}
