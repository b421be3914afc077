// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineNotes

/// Stores what bibliographies hold as new notes, and says what became of the rest.
struct PaperImporter {
  private let open: OpenWorkspace
  private let today: Day
  private let write: (PaperNote, String) -> String
  /// The entries of each bibliography.
  private var entries: [[BibTeXEntry]] = []
  private var problems: [Diagnostic] = []
  private var warnings: [Diagnostic] = []

  init(open: OpenWorkspace, today: Day) throws {
    self.open = open
    self.today = today
    write = try Templates(workspace: open.workspace, today: today).paperWriter()
  }

  /// Takes all entries of a bibliography.
  mutating func add(_ bibliography: Bibliography, file: String) {
    let isEmpty = bibliography.entries.isEmpty && bibliography.problems.isEmpty
    if isEmpty, !bibliography.definesMacros { problems.append(.noEntries(file)) }
    warnings += bibliography.warnings
    problems += bibliography.problems
    entries.append(bibliography.entries)
  }

  /// How often to plan again when another command was faster.
  private static let rounds = 9

  /// Writes the notes; when another command took one of the keys in the meantime, none, and decides anew,
  /// so that two imports at once do what one after the other would.
  /// - Returns: what was left out, and why.
  func finish() throws -> [Diagnostic] {
    let (plan, files) = try EditLock.holding(open.workspace, store)
    return report(plan, files)
  }

  /// One import at a time does so; of the others that add papers one may still be faster.
  private func store() throws -> (ImportPlan, files: [String]) {
    for _ in 0..<Self.rounds {
      let plan = try plan()
      let notes = plan.notes.map { (key: $0.citekey, text: write($0, "")) }
      if let files = try open.notes.addAll(notes) { return (plan, files) }
    }
    throw Diagnostic.overtaken
  }

  /// Decides about all entries by the notes that are there now.
  private func plan() throws -> ImportPlan {
    // Keys first: of a note that is added behind them the catalog knows what it says, or its key is free here
    // and then refused.
    let taken = try open.notes.keys()
    try open.syncNotes()
    let known = try open.catalog.references()
    var plan = ImportPlan(
      known: known,
      taken: taken.union(known.map(\.citekey)),
      today: today
    )
    for entries in entries { plan.add(entries) }
    return plan
  }

  private func report(_ plan: ImportPlan, _ files: [String]) -> [Diagnostic] {
    for warning in warnings + plan.remarks { Console.note("Warning: \(warning)") }
    if !files.isEmpty {
      Console.print(files.map { "wrote \($0)" }.joined(separator: "\n"))
    }
    let left = problems + plan.problems
    Console.note(summary(plan, left.count))
    return left
  }

  private func summary(_ plan: ImportPlan, _ left: Int) -> String {
    let added = plan.notes.count
    return [
      added == 0 ? "nothing was added" : "\(added.counted("paper")) added",
      plan.countOfKnown == 0 ? nil : "\(plan.countOfKnown.grouped) there already",
      left == 0 ? nil : "\(left.counted("problem")):",
    ].compactMap(\.self).joined(separator: ", ")
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static var overtaken: Diagnostic {
    Diagnostic(
      .failure,
      "other commands add papers faster than this one can; nothing was added",
      fix: "wait until they are done, and import again"
    )
  }
}
