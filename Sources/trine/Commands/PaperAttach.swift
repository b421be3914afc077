// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCore

/// `trine paper attach KEY FILE`.
struct PaperAttach: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: "Keep a PDF beside a paper's note, and search its text.",
    discussion: """
      The file is copied to notes/papers/KEY.pdf. Its text is found by 'trine search' when pdftotext \
      (of poppler) is installed.
      """
  )

  @Argument(help: "The citation key.", completion: Completions.keys, transform: CitationKey.parsed)
  var key: CitationKey

  @Argument(help: "The PDF.", completion: .file(extensions: ["pdf"]))
  var file: String

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let pdf = try PaperPDF(file)
    let open = try workspace.open()
    let key = try open.currentKey(key)
    try pdf.attach(to: key, in: open)
    try open.syncOwnChanges()
    PaperPDF.tell(key, in: open)
  }
}
