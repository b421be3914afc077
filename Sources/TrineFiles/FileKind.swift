// SPDX-License-Identifier: MIT

public import TrineCore

/// What a file is to its user: how messages call it, and what they suggest in its place.
public struct FileKind: Sendable {
  /// The user's word for it.
  let name: String
  /// How the names of its like end, such as `.yaml`.
  let suffixes: [String]
  /// Names that end so and are something else.
  let strangers: [String]
  /// Whose mistake it is when there is none.
  let causeWhenMissing: Diagnostic.Cause

  /// Describes a kind of file.
  ///
  /// When one is missing, the files in its folder whose names end in one of `suffixes` are suggested,
  /// but for `strangers`.
  public init(
    _ name: String,
    suffixes: [String] = [],
    except strangers: [String] = [],
    causeWhenMissing: Diagnostic.Cause = .badData
  ) {
    self.name = name
    self.suffixes = suffixes
    self.strangers = strangers
    self.causeWhenMissing = causeWhenMissing
  }

  /// Any file.
  public static let file = FileKind("file")
}

extension FileKind {
  /// The name behind `a` or `an`.
  var nameWithArticle: String {
    let isVowel = name.unicodeScalars.first.map { "aeiou".unicodeScalars.contains($0) } ?? false
    return (isVowel ? "an " : "a ") + name
  }
}
