// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCore

/// The root command.
///
/// Commands name themselves: a name made of its type's would take every command a tenth of a millisecond.
struct Trine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trine",
    abstract: "Keep what you read, what you ran and what you report in one workspace.",
    discussion: """
      A day with Trine: 'trine paper add' after reading, 'trine run experiments/x.yaml' before \
      lunch, 'trine report week' before the lab meeting. Begin with 'trine init'.
      """,
    version: TrineVersion.text,
    subcommands: [Init.self, Index.self, Search.self, Check.self, EditorServer.self],
    groupedSubcommands: [
      CommandGroup(
        name: "Papers",
        subcommands: [Paper.self, Claims.self, Note.self, Links.self, Graph.self]
      ),
      CommandGroup(
        name: "Runs",
        subcommands: [RunExperiment.self, Resume.self, Runs.self, Show.self, Trace.self]
      ),
      CommandGroup(name: "Reports", subcommands: [Report.self]),
    ]
  )
}
