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
    let clashes = try notes.compactMap { note in
      try open.holder(of: note.citekey).map { Diagnostic.taken(note.citekey, $0) }
    }
    guard clashes.isEmpty else { throw Diagnostics(clashes) }
    let refused = try store(notes)
    guard refused.isEmpty else { throw Diagnostics(refused) }
    return notes.map(\.citekey)
  }

  /// Adds a note under a key made for it; when another process takes that key first, under the next.
  /// - Returns: the key.
  @discardableResult
  func addUnderMadeKey(
    _ note: (_ isTaken: (CitationKey) throws -> Bool) throws -> PaperNote
  ) throws -> CitationKey {
    while true {
      let note = try note { try open.holder(of: $0) != nil }
      let refused = try store([note])
      guard !refused.isEmpty else { return note.citekey }
      // A key that is refused has been taken just now: the next one is made past it.
      guard try open.holder(of: note.citekey) != nil else { throw Diagnostics(refused) }
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
    for (index, result) in results.enumerated() {
      switch result {
      case .failure(let problem): refused.append(problem)
      case .success(let file):
        written.append("wrote \(file)")
        guard let twin = twins[index] else { continue }
        let what = notes[index].year == nil ? "title" : "title and year"
        Console.note("\(twin) has the same \(what); is this the same paper?")
      }
    }
    Console.print(written.joined(separator: "\n"))
    return refused
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func taken(_ key: CitationKey, _ file: String) -> Diagnostic {
    guard file == Workspace.note(key) else {
      return Diagnostic(
        .badData,
        "\(file) has the key '\(key)' already, for BibTeX does not regard case; nothing was added",
        fix: "give the new paper another --key"
      )
    }
    return Diagnostic(
      .badData,
      "\(file) is there already; nothing was added",
      fix: "change it with 'trine paper edit \(key)', or give the new paper another --key"
    )
  }
}
