// SPDX-License-Identifier: MIT

public import TrineCatalog
public import TrineNotes

/// What a search of the workspace's pages found.
///
/// Where no page has just the words, those count that have words that begin with them: who asks for
/// `gradient` wants `gradients` rather than nothing.
public struct PageSearch: Sendable {
  /// The pages, best first.
  public let hits: [SearchHit]
  /// What they were found by.
  public let query: SearchQuery
  /// Whether that is more than was asked for.
  public let isOpened: Bool

  /// Searches.
  /// - Parameters:
  ///   - query: What is looked for.
  ///   - catalog: Where.
  ///   - limit: The most pages there are to be.
  /// - Throws: a `Diagnostic` when the catalog cannot be read.
  public init(_ query: SearchQuery, in catalog: Catalog, limit: Int) throws {
    let found = try Self.hits(query, catalog, limit)
    if found.isEmpty, let opened = query.opened {
      let more = try Self.hits(opened, catalog, limit)
      if !more.isEmpty {
        (hits, self.query, isOpened) = (more, opened, true)
        return
      }
    }
    (hits, self.query, isOpened) = (found, query, false)
  }

  private static func hits(
    _ query: SearchQuery,
    _ catalog: Catalog,
    _ limit: Int
  ) throws -> [SearchHit] {
    try catalog.search(
      query.match,
      without: query.exclusion,
      filter: query.filter,
      limit: limit
    )
  }
}
