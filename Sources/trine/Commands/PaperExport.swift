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

  @Argument(
    help: "The citation keys; all papers without one.",
    completion: Completions.keys,
    transform: CitationKey.parsed
  )
  var keys: [CitationKey] = []

  @Option(name: .customLong("to"), help: "The form: bibtex, csl-json, ris or hayagriva.")
  var form: ExportFormat = .bibtex

  @Option(help: "A file to write instead of standard output.", completion: .file())
  var output: String?

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let open = try workspace.openToRead { try $0.syncNotes() }
    let text = try text(open)
    guard let output else { return Console.print(text) }
    try FileText.replace(output, with: text)
    Console.print("wrote \(output)")
  }

  private func text(_ open: OpenWorkspace) throws -> String {
    // The catalog has BibTeX's entries as they are written, for the bibliography.
    if form == .bibtex {
      return try BibTeXWriter.text(chosen(open.catalog.bibliography(), by: \.key, open))
    }
    let papers = try open.catalog.references()
    return try form.text(chosen(papers, by: \.citekey, open), among: papers)
  }

  private func chosen<Paper>(
    _ papers: [Paper],
    by key: KeyPath<Paper, CitationKey>,
    _ open: OpenWorkspace
  ) throws -> [Paper] {
    guard !keys.isEmpty else { return papers }
    let known = Set(papers.map { $0[keyPath: key] })
    let wanted = Set(try keys.map { known.contains($0) ? $0 : try open.currentKey($0) })
    for key in wanted where !known.contains(key) { _ = try open.notes.file(of: key) }
    return papers.filter { wanted.contains($0[keyPath: key]) }
  }
}
