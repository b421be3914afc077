// SPDX-License-Identifier: MIT

import ArgumentParser

/// `trine paper`.
struct Paper: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paper",
    abstract: "Note papers in three lines, what they criticise and what they contribute.",
    subcommands: [
      PaperAdd.self, PaperImport.self, PaperExport.self, PaperAttach.self, PaperList.self,
      PaperShow.self, PaperOpen.self, PaperEdit.self, PaperRead.self, PaperQueue.self,
      PaperNext.self,
      PaperRenaming.self, PaperRemove.self,
    ]
  )
}
