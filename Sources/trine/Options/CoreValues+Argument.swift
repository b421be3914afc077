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
    guard let other = key.otherMeaning else { return key }
    throw ValidationError(
      "a link [[\(key)]] leads to the \(other == .run(other.name) ? "run" : "experiment") "
        + "'\(other.name)'; choose a key that does not begin with run: or exp:"
    )
  }
}

extension Language: ExpressibleByArgument {}

extension ReadingStatus: ExpressibleByArgument {}

extension Finding.Level: ExpressibleByArgument {}

extension Verdict.Status: ExpressibleByArgument {}

extension BibliographyFormat: ExpressibleByArgument {}

extension ExportFormat: ExpressibleByArgument {}
