// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineClaims
import TrineCore

/// `trine claims show KEY#ID`.
struct ClaimsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a claim, the verdict of each experiment, and the runs behind it."
  )

  @Argument(
    help: "The claim, such as chen2016revisiting#sync-more-accurate.",
    completion: Completions.claims
  )
  var claim: String

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: PageFormatOptions

  func run() throws {
    let open = try workspace.openToRead {
      try $0.syncNotes()
      try $0.syncRuns()
    }
    let book = try ClaimBook(open.workspace, catalog: open.catalog)
    guard let reference = ClaimReference(claim), let entry = book.entry(reference) else {
      throw Diagnostic.noClaim(claim, known: book.entries.map(\.reference.description))
    }
    switch format.format {
    case .json: Console.print(try JSONText.pretty(try entry.json))
    case .text: Console.print(ClaimText.page(entry))
    }
    for problem in [entry].problems { Console.note("Warning: \(problem)") }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noClaim(_ text: String, known: [String]) -> Diagnostic {
    let nearest = nearestName(to: text, among: known)
    return Diagnostic(
      .usage,
      "there is no claim '\(text)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""),
      fix: "see the claims there are: trine claims"
    )
  }
}
