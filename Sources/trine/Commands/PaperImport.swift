// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
import TrineCore
import TrineNotes

/// `trine paper import FILE ...`.
struct PaperImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take in papers from BibTeX, CSL-JSON or RIS files.",
    discussion: """
      Every entry becomes a note to be read and summed up; what a note has no place for is kept \
      under 'bibtex' in its front matter, so that notes/references.bib says all the entry said. \
      A note that is there is never changed: the same file twice adds nothing. Of two papers with \
      one key, the second gets the next free key. What cannot be read is told with its line, the \
      rest is taken in, and the exit code is 65. Files are read in their order: one may define the \
      macros (@string) of the next.
      """
  )

  @Argument(
    help: "The files: .bib, .json (CSL-JSON) or .ris; - for standard input.",
    completion: .file(extensions: ["bib", "json", "ris"])
  )
  var files: [String]

  @Option(help: "The form of what no name tells it of: bibtex, csl-json or ris.")
  var from: BibliographyFormat?

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let open = try workspace.open()
    let today = Day(Date(), in: open.workspace.settings.timeZone)
    var importer = try PaperImporter(open: open, today: today)
    var source = BibliographySource()
    for file in files { try importer.add(source.read(file, from: from), file: file) }
    let problems = try importer.finish()
    try open.syncOwnChanges()
    if !problems.isEmpty { throw Diagnostics(problems) }
  }
}
