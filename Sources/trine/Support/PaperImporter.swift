// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineNotes

/// Stores what bibliographies hold as new notes, and says what became of the rest.
struct PaperImporter {
  private let open: OpenWorkspace
  private let write: (PaperNote, String) -> String
  private var plan: ImportPlan
  private var problems: [Diagnostic] = []
  private var warnings: [Diagnostic] = []

  init(open: OpenWorkspace, today: Day) throws {
    self.open = open
    write = try Templates(workspace: open.workspace, today: today).paperWriter()
    plan = ImportPlan(
      known: try open.catalog.references(),
      taken: try open.notes.keys(),
      today: today
    )
  }

  /// Decides about all entries of a bibliography.
  mutating func add(_ bibliography: Bibliography, file: String) {
    let isEmpty = bibliography.entries.isEmpty && bibliography.problems.isEmpty
    if isEmpty, !bibliography.definesMacros { problems.append(.noEntries(file)) }
    warnings += bibliography.warnings
    problems += bibliography.problems
    plan.add(bibliography.entries)
  }

  /// Writes the notes.
  /// - Returns: what was left out, and why.
  func finish() throws -> [Diagnostic] {
    for warning in warnings + plan.remarks { Console.note("Warning: \(warning)") }
    let results = try open.notes.add(plan.notes.map { ($0.citekey, write($0, "")) })
    var left = problems + plan.problems
    var files: [String] = []
    for result in results {
      switch result {
      case .success(let file): files.append("wrote \(file)")
      case .failure(let problem): left.append(problem)
      }
    }
    if !files.isEmpty { Console.print(files.joined(separator: "\n")) }
    Console.note(summary(files.count, left.count))
    return left
  }

  private func summary(_ added: Int, _ left: Int) -> String {
    [
      added == 0 ? "nothing was added" : "\(added.counted("paper")) added",
      plan.countOfKnown == 0 ? nil : "\(plan.countOfKnown.grouped) there already",
      left == 0 ? nil : "\(left.counted("problem")):",
    ].compactMap(\.self).joined(separator: ", ")
  }
}
