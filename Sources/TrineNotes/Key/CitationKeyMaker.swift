// SPDX-License-Identifier: MIT

public import TrineCore

/// Makes a citation key: the first author's family name, the year, the first significant word of the
/// title, as in `chen2016revisiting`.
///
/// All is ASCII lower case. Accents fall away (`ø` is `o`, `ß` is `ss`), kana become Hepburn romaji, and
/// what cannot be spelt for certain, kanji above all, is never guessed. A key that is taken gets `a`,
/// then `b`, and after `z` `aa`: `chen2016revisiting`, `chen2016revisitinga`, `chen2016revisitingb`.
public enum CitationKeyMaker {
  /// Makes a key that is not taken.
  ///
  /// - Parameters:
  ///   - authors: As in `Family, Given`; the first makes the key.
  ///   - year: Of publication.
  ///   - title: The title.
  ///   - isTaken: Whether a note has a key; it should not regard case, because some file systems do not.
  /// - Returns: the first key that is free.
  /// - Throws: a `Diagnostic` that names what is missing or cannot be spelt and asks for `--key`, or what
  ///   `isTaken` throws.
  public static func key(
    authors: [String],
    year: Int?,
    title: String,
    isTaken: (CitationKey) throws -> Bool
  ) throws -> CitationKey {
    let base = try base(authors: authors, year: year, title: title)
    var key = base
    var count = 0
    while try isTaken(key) {
      count += 1
      guard let next = CitationKey("\(base)\(suffix(count))") else {
        throw Diagnostic.noKey("\(base)")
      }
      key = next
    }
    return key
  }

  /// The key before it is asked whether it is taken.
  static func base(
    authors: [String],
    year: Int?,
    title: String
  ) throws(Diagnostic) -> CitationKey {
    guard let author = authors.first(where: { !$0.allSatisfy(\.isWhitespace) }) else {
      throw Diagnostic.missing("an author", flag: "--author")
    }
    guard let year else { throw Diagnostic.missing("a year", flag: "--year") }
    guard (1...9999).contains(year) else { throw Diagnostic.impossibleYear(year) }
    guard !title.allSatisfy(\.isWhitespace) else {
      throw Diagnostic.missing("a title", flag: "--title")
    }
    let family = try spelt(AuthorName(author).family, of: "the family name")
    let word = try firstSignificantWord(of: title)
    guard let key = CitationKey("\(family)\(year)\(word)") else {
      throw Diagnostic.noKey("\(family)\(year)\(word)")
    }
    return key
  }

  /// 0 is nothing, 1 is `a`, 26 is `z`, 27 is `aa`, as the columns of a sheet are named.
  static func suffix(_ count: Int) -> String {
    guard count > 0 else { return "" }
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    return suffix((count - 1) / 26) + String(letters[(count - 1) % 26])
  }
}

// MARK: - Spelling

extension CitationKeyMaker {
  /// A name in ASCII lower case; what is no letter is left out.
  private static func spelt(_ text: String, of part: String) throws(Diagnostic) -> String {
    let words = ScriptWords.split(text)
    var spelling = ""
    for word in words {
      guard let ascii = word.ascii else { throw Diagnostic.unspellable(word.text, in: part, text) }
      spelling += ascii
    }
    guard !spelling.isEmpty else { throw Diagnostic.unspellable(text, in: part, text) }
    return spelling
  }

  /// The first word that is no article, preposition or the like and begins with a letter.
  static func firstSignificantWord(of title: String) throws(Diagnostic) -> String {
    var fallback: String?
    for word in ScriptWords.split(title) {
      guard let ascii = word.ascii else {
        throw Diagnostic.unspellable(word.text, in: "the title", title)
      }
      if ascii.isEmpty { continue }
      fallback = fallback ?? ascii
      let begins = ascii.unicodeScalars.first?.properties.isAlphabetic == true
      if begins, !insignificant.contains(ascii) { return ascii }
    }
    guard let fallback else { throw Diagnostic.unspellable(title, in: "the title", title) }
    return fallback
  }

  private static let insignificant: Set<String> = [
    "a", "an", "the", "on", "of", "in", "into", "to", "towards", "toward", "for", "from", "with",
    "without", "by", "at", "as", "and", "or", "but", "via", "is", "are", "do", "does", "can", "how",
    "what", "when", "why", "where", "which",
  ]
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func missing(_ part: String, flag: String) -> Diagnostic {
    Diagnostic(
      .usage,
      "no citation key can be made without \(part)",
      fix: "give \(flag), or name the key with --key"
    )
  }

  fileprivate static func impossibleYear(_ year: Int) -> Diagnostic {
    Diagnostic(
      .usage,
      "the year is \(year); it must be between 1 and 9999",
      fix: "give the year of publication with --year, or name the key with --key"
    )
  }

  fileprivate static func unspellable(_ word: String, in part: String, _ text: String) -> Diagnostic
  {
    let whole = word == text ? "" : " of '\(text)'"
    return Diagnostic(
      .usage,
      "'\(word)'\(whole), \(part), cannot be spelt in ASCII for certain, so no citation key is made",
      fix: "name the key with --key, such as --key yamada2020bunsan"
    )
  }

  fileprivate static func noKey(_ text: String) -> Diagnostic {
    Diagnostic(.usage, "'\(text)' cannot be a citation key", fix: "name the key with --key")
  }
}
