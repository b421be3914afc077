// SPDX-License-Identifier: MIT

import TrineCore
import Yams

// MARK: - The key `bibtex`

extension NoteFields {
  /// The fields of the BibTeX entry in their order; those that cannot be written as BibTeX are told and
  /// left out.
  ///
  /// A list is one field several times, as a careless entry may have it.
  mutating func bibtex() -> [BibTeXField] {
    guard let (node, place) = mapping("bibtex") else { return [] }
    var fields: [BibTeXField] = []
    for (key, value) in node {
      let name = (key.scalar?.string ?? "").lowercased()
      for element in value.sequence.map(Array.init) ?? [value] {
        guard let text = element.scalar?.string else {
          tell(.bibtexNotText(name, place(element)))
          continue
        }
        if let problem = Self.problem(name, text, place(element)) {
          tell(problem)
        } else {
          fields.append(BibTeXField(name: name, value: text))
        }
      }
    }
    return fields
  }

  private static func problem(
    _ name: String,
    _ value: String,
    _ place: SourceLocation
  ) -> Diagnostic? {
    if !BibTeXWriter.isName(name) { return .bibtexName(name, place) }
    if !BibTeXWriter.isBalanced(value.utf8) { return .bibtexBraces(name, place) }
    return nil
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func bibtexNotText(_ name: String, _ place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "'\(name)' under 'bibtex' is neither a text nor a list of texts",
      fix: "write '\(name): \"…\"' with the value as TeX"
    )
  }

  fileprivate static func bibtexName(_ name: String, _ place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "'\(name)' under 'bibtex' cannot be the name of a field",
      fix: "use letters, digits and - _ : + / ."
    )
  }

  fileprivate static func bibtexBraces(_ name: String, _ place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "the braces of '\(name)' under 'bibtex' do not close as they open",
      fix: "add or remove a brace; one that is meant as text is \\textbraceleft or \\textbraceright"
    )
  }
}
