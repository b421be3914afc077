// SPDX-License-Identifier: MIT

/// A claim of a paper, such as `chen2016revisiting#sync-more-accurate`: the key of its note and the
/// claim's id there.
///
/// An id is ASCII: letters, digits and `- _ .`, beginning with a letter or digit.
public struct ClaimReference: Hashable, Sendable, CustomStringConvertible {
  /// The paper.
  public let paper: CitationKey
  /// The claim's id in the paper's note.
  public let id: String

  /// Names a claim of a paper; `nil` when the id has a character that links cannot carry.
  public init?(paper: CitationKey, id: String) {
    guard Self.isID(id) else { return nil }
    self.paper = paper
    self.id = id
  }

  /// Reads `key#id`; `nil` when either part is not one.
  public init?(_ text: String) {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let paper = CitationKey(String(parts[0])) else { return nil }
    self.init(paper: paper, id: String(parts[1]))
  }

  /// `key#id`.
  public var description: String { "\(paper)#\(id)" }

  /// Whether a text can be a claim's id.
  public static func isID(_ text: String) -> Bool {
    guard let first = text.utf8.first, isWord(first) else { return false }
    return text.utf8.allSatisfy { isWord($0) || "-_.".utf8.contains($0) }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

// MARK: - Comparable, Codable

extension ClaimReference: Comparable {
  /// By paper, then by id, each by code points.
  public static func < (left: ClaimReference, right: ClaimReference) -> Bool {
    (left.paper, left.id) < (right.paper, right.id)
  }
}

extension ClaimReference: CodedAsText {
  /// For messages.
  public static var wantedText: String { "a claim such as chen2016revisiting#sync-more-accurate" }
}
