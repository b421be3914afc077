// SPDX-License-Identifier: MIT

public import ArgumentParser
public import TrineCheck
public import TrineCore
public import TrineNotes
public import TrineStatistics

extension CitationKey {
  /// Reads a key from the command line.
  static func parsed(_ text: String) throws -> CitationKey {
    guard let key = CitationKey(text) else {
      throw ValidationError(
        "'\(text)' is no citation key; one is made of ASCII letters, digits and -_.:+, such as "
          + "chen2016revisiting"
      )
    }
    return key
  }

  /// Reads a key that a paper is to have.
  static func parsedNew(_ text: String) throws -> CitationKey {
    let key = try parsed(text)
    if let refusal = key.refusal { throw ValidationError(refusal) }
    return key
  }
}

extension Language: ExpressibleByArgument {}

extension ReadingStatus: ExpressibleByArgument {}

extension Finding.Level: ExpressibleByArgument {}

extension Verdict.Status: ExpressibleByArgument {}

extension BibliographyFormat: ExpressibleByArgument {}

extension ExportFormat: ExpressibleByArgument {}
