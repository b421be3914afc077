// SPDX-License-Identifier: MIT

import ArgumentParser

/// `trine paper`.
struct Paper: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Note papers in three lines, what they criticise and what they contribute.",
    subcommands: [
      PaperAdd.self, PaperImport.self, PaperExport.self, PaperList.self, PaperShow.self,
      PaperEdit.self,
    ]
  )
}
