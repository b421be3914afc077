// SPDX-License-Identifier: MIT

import TrineCore
import TrineNotes

extension PaperFields {
  /// The key made of what the flags say.
  func madeKey(isTaken: (CitationKey) throws -> Bool) throws -> CitationKey {
    try CitationKeyMaker.key(
      authors: authors,
      year: year,
      title: requiredTitle(),
      isTaken: isTaken
    )
  }

  /// The note that the flags alone make.
  func note(key: CitationKey, today: Day) throws -> PaperNote {
    var note = PaperNote(citekey: key, title: try requiredTitle())
    try apply(to: &note, today: today)
    return note
  }

  private func requiredTitle() throws -> String {
    guard let title, !title.isEmpty else { throw Diagnostic.noTitle() }
    return title
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noTitle() -> Diagnostic {
    Diagnostic(.usage, "the paper has no title", fix: "give --title 'Its title'")
  }
}
