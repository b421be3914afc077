// SPDX-License-Identifier: MIT

import TrineCore

@testable import TrineNotes

extension BibTeXWriter {
  /// The bibliography of notes.
  static func file(_ notes: [PaperNote]) -> String {
    String(decoding: file(notes.compactMap(written)), as: UTF8.self)
  }

  /// Its entries alone.
  static func entries(_ notes: [PaperNote]) -> String { text(notes.compactMap(written)) }
}
