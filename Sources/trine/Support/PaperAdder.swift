// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineNotes

/// Stores new notes and says so.
struct PaperAdder {
  let open: OpenWorkspace
  let today: Day
  /// The abstracts that are known, for the notes' last sections.
  var abstracts: [CitationKey: String] = [:]

  /// Adds all notes or, when a key is taken, none.
  /// - Returns: their keys.
  @discardableResult
  func add(_ notes: [PaperNote]) throws -> [CitationKey] {
    let taken = try open.notes.keys()
    let clashes = notes.filter { taken.contains($0.citekey) }
    guard clashes.isEmpty else { throw Diagnostics(clashes.map { .taken($0.citekey) }) }
    let refused = try store(notes)
    guard refused.isEmpty else { throw Diagnostics(refused) }
    return notes.map(\.citekey)
  }

  /// Adds a note under a key made for it; when another process takes that key first, under the next.
  /// - Returns: the key.
  @discardableResult
  func addUnderMadeKey(
    _ note: (Set<CitationKey>) throws -> PaperNote
  ) throws -> CitationKey {
    while true {
      let taken = try open.notes.keys()
      let note = try note(taken)
      let refused = try store([note])
      guard !refused.isEmpty else { return note.citekey }
      // A key that is refused and was not taken has just been: the next one is made past it.
      guard try open.notes.keys() != taken else { throw Diagnostics(refused) }
    }
  }

  /// Stores notes and says which, and which look like one that is there.
  /// - Returns: why some were not stored: another process was faster.
  private func store(_ notes: [PaperNote]) throws -> [Diagnostic] {
    let twins = try notes.map { try open.catalog.key(ofTitle: $0.title, year: $0.year) }
    let write = try Templates(workspace: open.workspace, today: today).paperWriter()
    let results = try open.notes.add(
      notes.map { ($0.citekey, write($0, abstracts[$0.citekey] ?? "")) }
    )
    var refused: [Diagnostic] = []
    var written: [String] = []
    for (twin, result) in zip(twins, results) {
      switch result {
      case .failure(let problem): refused.append(problem)
      case .success(let file):
        written.append("wrote \(file)")
        guard let twin else { continue }
        Console.note("\(twin) has the same title and year; is this the same paper?")
      }
    }
    Console.print(written.joined(separator: "\n"))
    return refused
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func taken(_ key: CitationKey) -> Diagnostic {
    Diagnostic(
      .badData,
      "\(Workspace.note(key)) is there already; nothing was added",
      fix: "change it with 'trine paper edit \(key)', or give the new paper another --key"
    )
  }
}
