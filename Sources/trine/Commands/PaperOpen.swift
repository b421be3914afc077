// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore
import TrineFiles
import TrineIndex
import TrineLaunch
import TrineNotes

/// `trine paper open [KEY]`.
struct PaperOpen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Open a paper's PDF, or its page on the web.",
    discussion: """
      Opens the PDF that is kept beside the note; without one, or with --web, the address of the entry \
      (url), the page at arXiv, or that of the DOI. TRINE_VIEWER names the program; without it xdg-open \
      finds one.
      """
  )

  @OptionGroup var paper: PaperArgument

  @Flag(help: "Open the page on the web although there is a PDF.")
  var web = false

  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let open = try workspace.open()
    let key = try await paper.key(in: open)
    let target = try target(key, open)
    Console.note("opening \(target)")
    try await ViewerProgram.show(target)
  }

  private func target(_ key: CitationKey, _ open: OpenWorkspace) throws -> String {
    let file = try open.notes.file(of: key)
    let pdf = open.workspace.path(PDFText(note: file, in: open.workspace).pdf)
    if !web, FileText.exists(pdf) { return pdf }
    guard let address = try open.notes.entry(file: file).note.webAddress else {
      throw Diagnostic.nothingToOpen(key)
    }
    return address
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func nothingToOpen(_ key: CitationKey) -> Diagnostic {
    Diagnostic(
      .badData,
      "'\(key)' has no PDF, arXiv id, DOI or address",
      fix:
        "keep its PDF (trine paper attach \(key) FILE), or write its arxiv: or doi: into the note"
    )
  }
}
