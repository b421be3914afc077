// SPDX-License-Identifier: MIT

import GRDB
public import TrineCore

/// A page that a search found.
public struct SearchHit: Hashable, Sendable {
  /// The page.
  public var page: PageEntry
  /// How well it fits, higher is better: BM25 in which a word of the title counts for ten of the text's
  /// and one of the facts for five; 0 where only filters were given.
  public var score: Double
}

extension Catalog {
  /// The pages in which some words are found and for which a filter holds, best first.
  /// - Parameters:
  ///   - match: The words, in the language of FTS5; `nil` for all pages.
  ///   - exclusion: What must not be found, in the same language.
  ///   - filter: What else must hold.
  ///   - limit: The most there are to be.
  /// - Returns: the pages.
  /// - Throws: a `Diagnostic` when the catalog cannot be read.
  public func search(
    _ match: String?,
    without exclusion: String?,
    filter: SearchFilter,
    limit: Int?
  ) throws -> [SearchHit] {
    var query = SearchStatement(filter)
    if let exclusion {
      query.require(
        "page.id NOT IN (SELECT rowid FROM pageWords WHERE pageWords MATCH ?)",
        [exclusion]
      )
    }
    let sql = query.sql(match, limit: limit)
    return try read { db in
      if filter.comparesForms { SearchStatement.addForms(to: db) }
      return try Row.fetchAll(db, sql: sql.text, arguments: sql.arguments).map { row in
        SearchHit(page: try PageEntry(row), score: row[6])
      }
    }
  }
}

extension SearchFilter {
  fileprivate var comparesForms: Bool { !(tags + excludedTags + authors).isEmpty }
}

/// The SQL of a search.
private struct SearchStatement {
  private var conditions: [String] = []
  private var arguments: StatementArguments = []

  init(_ filter: SearchFilter) {
    if filter.isContradictory { require("FALSE", []) }
    for tag in filter.tags { require("EXISTS \(Self.tagged)", [SearchForm.tag(tag)]) }
    for tag in filter.excludedTags { require("NOT EXISTS \(Self.tagged)", [SearchForm.tag(tag)]) }
    if let years = filter.years {
      require("paper.year BETWEEN ? AND ?", [years.lowerBound, years.upperBound])
    }
    require("paper.status", among: filter.statuses.map(\.rawValue))
    require("page.kind", among: filter.kinds.map(\.rawValue))
    for author in filter.authors {
      let form = SearchForm.name(author)
      require(form.isEmpty ? "? <> ''" : Self.written, [form])
    }
    if let hasClaims = filter.hasClaims { require("claim", exists: hasClaims) }
    if let hasLinks = filter.hasLinks { require("link", exists: hasLinks) }
  }

  private static let tagged =
    "(SELECT 1 FROM json_each(page.tags) WHERE tagForm(value) = ?)"
  private static let written =
    "EXISTS (SELECT 1 FROM json_each(paper.authors) WHERE instr(nameForm(value), ?) > 0)"

  /// Lets SQL compare tags and names as words are compared; SQLite itself folds ASCII alone.
  static func addForms(to db: Database) {
    for (name, form) in [("tagForm", SearchForm.tag), ("nameForm", SearchForm.name)] {
      db.add(
        function: DatabaseFunction(name, argumentCount: 1, pure: true) { values in
          values.first.flatMap(String.fromDatabaseValue).map(form)
        }
      )
    }
  }

  mutating func require(_ condition: String, _ values: StatementArguments) {
    conditions.append(condition)
    arguments += values
  }

  private mutating func require(_ column: String, among values: [String]) {
    guard !values.isEmpty else { return }
    let marks = values.map { _ in "?" }.joined(separator: ", ")
    require("\(column) IN (\(marks))", StatementArguments(values))
  }

  private mutating func require(_ table: String, exists: Bool) {
    require("\(exists ? "" : "NOT ")EXISTS (SELECT 1 FROM \(table) WHERE pageId = page.id)", [])
  }

  func sql(_ match: String?, limit: Int?) -> (text: String, arguments: StatementArguments) {
    var words: StatementArguments = []
    var conditions = conditions
    if let match {
      conditions.insert("pageWords MATCH ?", at: 0)
      words = [match]
    }
    let isRanked = match != nil
    let source = isRanked ? "pageWords JOIN page ON page.id = pageWords.rowid" : "page"
    let text = """
      SELECT page.file, page.kind, page.name, page.title, page.tags, page.problem,
        \(isRanked ? "-bm25(pageWords, 10.0, 5.0, 1.0)" : "0.0") AS score
      FROM \(source) LEFT JOIN paper ON paper.pageId = page.id
      \(conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))")
      ORDER BY score DESC, page.kind, page.name
      \(limit.map { "LIMIT \($0)" } ?? "")
      """
    return (text, words + arguments)
  }
}
