// SPDX-License-Identifier: MIT

import TrineCore

@testable import TrineNotes

extension BibTeXWriter {
  /// The bibliography of notes.
  static func text(_ notes: [PaperNote]) -> String { text(notes.compactMap(written)) }

  /// Its entries alone.
  static func entries(_ notes: [PaperNote]) -> String { joined(notes.compactMap(written)) }
}
