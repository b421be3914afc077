// SPDX-License-Identifier: MIT

import TrineCore

/// The name of a topic's file: lower-case ASCII words with hyphens between, such as `mpi-thread-levels`.
public enum TopicSlug {
  /// Makes one from a title.
  ///
  /// Accents fall away and kana become Hepburn romaji; kanji are never guessed.
  /// - Throws: a `Diagnostic` that asks for `--slug` where a word cannot be spelt for certain.
  public static func slug(of title: String) throws -> String {
    let words = try ScriptWords.split(title).map { word in
      guard let ascii = word.ascii else { throw Diagnostic.unspellable(word.text, title) }
      return ascii
    }
    let slug = words.filter { !$0.isEmpty }.joined(separator: "-")
    guard isSlug(slug) else { throw Diagnostic.unspellable(title, title) }
    return slug
  }

  /// Whether a text can be a slug: ASCII letters, digits and `- _ .`, beginning with a letter or digit.
  public static func isSlug(_ text: String) -> Bool {
    guard let key = CitationKey(text)?.description else { return false }
    return !key.contains { ":+".contains($0) }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func unspellable(_ word: String, _ title: String) -> Diagnostic {
    let whole = word == title ? "" : " of '\(title)'"
    return Diagnostic(
      .usage,
      "'\(word)'\(whole) cannot be spelt in ASCII for certain, so no file name is made",
      fix: "name it with --slug, such as --slug koubai-no-okure"
    )
  }
}
