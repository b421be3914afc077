// SPDX-License-Identifier: MIT

/// The BibTeX key of a paper, such as `chen2016revisiting`: the id of its note and of every link to it.
///
/// A key is ASCII: letters, digits and `- _ . : +`, beginning with a letter or digit. Once given it
/// is never recomputed.
public struct CitationKey: Hashable, Sendable, CustomStringConvertible {
  /// The key as written.
  public let description: String

  /// Checks a key; `nil` when it has a character that file names, links or BibTeX cannot carry.
  public init?(_ text: String) {
    guard let first = text.unicodeScalars.first, Self.isWord(first),
      text.unicodeScalars.allSatisfy({ Self.isWord($0) || "-_.:+".unicodeScalars.contains($0) })
    else { return nil }
    description = text
  }

  /// What a link by this key would lead to that is no paper: `[[run:x]]` is a run, `[[exp:x]]` an
  /// experiment.
  public var otherMeaning: LinkTarget? {
    for (prefix, make) in [("run:", LinkTarget.run), ("exp:", LinkTarget.experiment)]
    where description.hasPrefix(prefix) {
      return make(String(description.dropFirst(prefix.count)))
    }
    return nil
  }

  /// Why no paper may be given this key, and what to do about it; `nil` where one may.
  public var refusal: String? {
    guard let other = otherMeaning else { return nil }
    let kind = other == .run(other.name) ? "run" : "experiment"
    return "a link [[\(self)]] leads to the \(kind) '\(other.name)'; "
      + "choose a key that does not begin with run: or exp:"
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
  }
}

// MARK: - Comparable, Codable

extension CitationKey: Comparable {
  /// By code points, so that lists are the same everywhere.
  public static func < (left: CitationKey, right: CitationKey) -> Bool {
    left.description < right.description
  }
}

extension CitationKey: CodedAsText {
  /// For messages.
  public static var wantedText: String { "a citation key" }
}
