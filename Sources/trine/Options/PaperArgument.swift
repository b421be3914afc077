// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore
import TrineLaunch

/// The paper a command is about: its key, or one that is picked from the list of all.
struct PaperArgument: ParsableArguments {
  @Argument(
    help: "The citation key; without one you pick a paper with fzf, or what TRINE_PICKER names.",
    completion: Completions.keys,
    transform: CitationKey.parsed
  )
  var key: CitationKey?

  /// The key the paper goes by.
  /// - Throws: a `Diagnostic` when none was given, and none could be picked.
  func key(in open: OpenWorkspace) async throws -> CitationKey {
    if let key { return try open.currentKey(key) }
    try open.syncNotes()
    let table = PaperEntry.table(try open.catalog.papers())
    let line = try await PickerProgram.pick(from: table.lines)
    guard let key = line?.split(separator: " ").first.flatMap({ CitationKey(String($0)) }) else {
      throw Diagnostic.nothingPicked()
    }
    return key
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func nothingPicked() -> Diagnostic {
    Diagnostic(.failure, "no paper was picked", fix: "give its citation key")
  }
}
