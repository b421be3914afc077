// SPDX-License-Identifier: MIT

import ArgumentParser

/// `trine claims`.
struct Claims: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Say of each claim in the notes whether one's own runs bear it out.",
    discussion: """
      A claim is a line of a note, an experiment says under 'claims:' which of its runs decide, and the \
      verdict follows from them with statistics: docs/claims.md.
      """,
    subcommands: [ClaimsList.self, ClaimsShow.self],
    defaultSubcommand: ClaimsList.self
  )
}
