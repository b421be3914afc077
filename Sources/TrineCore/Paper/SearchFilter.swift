// SPDX-License-Identifier: MIT

/// What must hold of a page beside its words.
public struct SearchFilter: Hashable, Sendable {
  /// All of these tags.
  public var tags: [String] = []
  /// None of these tags.
  public var excludedTags: [String] = []
  /// A year within bounds.
  public var years: ClosedRange<Int>?
  /// One of these statuses; any where there are none.
  public var statuses: [ReadingStatus] = []
  /// One of these kinds; any where there are none.
  public var kinds: [PageKind] = []
  /// Each of these is part of an author's name.
  public var authors: [String] = []
  /// Whether it must, or must not, have claims.
  public var hasClaims: Bool?
  /// Whether it must, or must not, have links.
  public var hasLinks: Bool?
  /// Whether two of what is asked cannot hold at once, so that nothing is found.
  public var isContradictory = false

  /// Asks nothing.
  public init() {}

  /// Whether nothing is asked.
  public var isEmpty: Bool { self == SearchFilter() }
}
