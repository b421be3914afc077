// SPDX-License-Identifier: MIT

import ArgumentParser

/// `trine note`.
struct Note: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Write pages of the lab's wiki, which papers, runs and reports can link to.",
    subcommands: [NoteNew.self, NoteList.self, NoteShow.self, NoteEdit.self]
  )
}
