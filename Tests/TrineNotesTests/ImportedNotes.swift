// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

/// The notes that importing a text makes, in which nothing may be wrong.
func importedNotes(
  _ text: String,
  _ format: BibliographyFormat = .bibtex
) throws -> [PaperNote] {
  var reader = BibliographyReader()
  var plan = ImportPlan(known: [], taken: [], today: try #require(Day("2026-11-23")))
  let bibliography = reader.read(Array(text.utf8), format, file: "a")
  #expect(bibliography.problems.isEmpty)
  plan.add(bibliography.entries)
  return plan.notes
}
