// SPDX-License-Identifier: MIT

import GRDB
public import TrineCore

/// What the rules of `trine check` need of a paper's note or a topic.
public struct NamedPage: Sendable {
  /// What it can be called.
  public var entry: PageNames.Entry
  /// The paper's year.
  public var year: Int?
  /// The paper's DOI.
  public var doi: String?
  /// The paper's arXiv id.
  public var arxiv: String?
}

/// A link and its place, without the page it stands in.
public struct LinkPlace: Sendable {
  /// Where its name stands.
  public var location: SourceLocation
  /// Where it leads.
  public var target: LinkTarget
  /// The heading or claim behind `#`.
  public var heading: String?
  /// How it is written.
  public var form: PageLink.Form
  /// Whether letters touch it.
  public var isGlued: Bool
}

extension Catalog {
  /// Papers' notes and topics, by what they can be called.
  public func namedPages() throws -> [NamedPage] {
    try read { db in
      let cursor = try Row.fetchCursor(
        db,
        sql: """
          SELECT file, kind, name, title, year, doi, arxiv, nullif(aliases, '[]')
          FROM page LEFT JOIN paper ON paper.pageId = page.id
          WHERE kind IN ('paper', 'topic') ORDER BY kind, name, problem IS NOT NULL, file
          """
      )
      var pages: [NamedPage] = []
      while let row = try cursor.next() { pages.append(try NamedPage(row)) }
      return pages
    }
  }

  /// All links by file and place; several times as fast as `links()`.
  public func linkPlaces() throws -> [LinkPlace] {
    try linkPlaces("", [])
  }

  /// The links to notes and topics by some names, by file and place.
  public func linkPlaces(toNotes names: [String]) throws -> [LinkPlace] {
    try linkPlaces(
      "WHERE link.kind = 'note' AND link.name IN (SELECT value FROM json_each(?))",
      [try StoredJSON.text(names)]
    )
  }

  private func linkPlaces(
    _ condition: String,
    _ arguments: StatementArguments
  ) throws -> [LinkPlace] {
    try read { db in
      let cursor = try Row.fetchCursor(
        db,
        sql: """
          SELECT file, link.kind, link.name, heading, form, isGlued, line, "column"
          FROM link JOIN page ON page.id = pageId \(condition) ORDER BY pageId, position
          """,
        arguments: arguments
      )
      var links: [LinkPlace] = []
      while let row = try cursor.next() { links.append(LinkPlace(row)) }
      return links
    }
  }

  /// What was wrong with files when they were read.
  public func findings() throws -> [Diagnostic] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT file, line, "column", message, fix, rule
          FROM finding JOIN page ON page.id = pageId ORDER BY pageId, position
          """
      ).map { row in
        Diagnostic(
          at: SourceLocation(file: row[0], line: row[1], column: row[2]),
          row[3],
          fix: row[4],
          rule: row[5]
        )
      }
    }
  }

  /// The headings, as they are compared, of the pages that links with a heading may lead to.
  public func linkedHeadings() throws -> [String: [String]] {
    try headings(
      """
      kind = 'topic' OR id IN (
        SELECT pageId FROM paper WHERE aliases <> '[]' OR citationKey IN (
          SELECT name FROM link WHERE heading IS NOT NULL AND form <> 'field'))
      """,
      []
    )
  }

  /// The headings, as they are compared, of some files.
  public func headings(of files: [String]) throws -> [String: [String]] {
    try headings("file IN (SELECT value FROM json_each(?))", [try StoredJSON.text(files)])
  }

  private func headings(
    _ condition: String,
    _ arguments: StatementArguments
  ) throws -> [String: [String]] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: "SELECT file, headings FROM page WHERE \(condition)",
        arguments: arguments
      )
      return try rows.reduce(into: [:]) { headings, row in
        headings[row[0]] = try StoredJSON.strings(row[1])
      }
    }
  }
}

extension NamedPage {
  fileprivate init(_ row: Row) throws {
    let kind: String = row[1]
    entry = PageNames.Entry(
      file: row[0],
      kind: kind == "paper" ? .paper : .topic,
      name: row[2],
      title: row[3],
      aliases: try (row[7] as String?).map(StoredJSON.strings) ?? []
    )
    (year, doi, arxiv) = (row[4], row[5], row[6])
  }
}

extension LinkPlace {
  fileprivate init(_ row: Row) {
    location = SourceLocation(file: row[0], line: row[6], column: row[7])
    target = LinkTarget(kind: row[1], name: row[2])
    heading = row[3]
    form = PageLink.Form(rawValue: row[4]) ?? .wiki
    isGlued = row[5]
  }
}
