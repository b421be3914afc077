// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore
import TrineFiles
import TrineNotes

/// `trine paper export [KEY ...]`.
struct PaperExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write papers as BibTeX, CSL-JSON, RIS or Hayagriva.",
    discussion: """
      All papers, or those whose keys are given, sorted by key: the same papers give the same \
      bytes. BibTeX says all that an imported entry said; the others what their form has room for.
      """
  )

  @Argument(help: "The citation keys; all papers without one.", transform: CitationKey.parsed)
  var keys: [CitationKey] = []

  @Option(name: .customLong("to"), help: "The form: bibtex, csl-json, ris or hayagriva.")
  var form: ExportFormat = .bibtex

  @Option(help: "A file to write instead of standard output.", completion: .file())
  var output: String?

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let open = try workspace.open()
    try open.syncNotes()
    let papers = try open.catalog.references()
    let text = try form.text(chosen(papers, open.notes), among: papers)
    guard let output else { return Console.print(text) }
    try FileText.replace(output, with: text)
    Console.print("wrote \(output)")
  }

  private func chosen(_ papers: [PaperNote], _ store: NoteStore) throws -> [PaperNote] {
    guard !keys.isEmpty else { return papers }
    let wanted = Set(keys)
    let chosen = papers.filter { wanted.contains($0.citekey) }
    let found = Set(chosen.map(\.citekey))
    for key in keys where !found.contains(key) { _ = try store.file(of: key) }
    return chosen
  }
}
