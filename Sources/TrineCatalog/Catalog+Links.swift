// SPDX-License-Identifier: MIT

import GRDB
public import TrineCore

/// A link and the page it stands in.
public struct LinkEntry: Hashable, Sendable {
  /// The page it stands in.
  public var page: PageEntry
  /// Where it leads.
  public var target: LinkTarget
  /// The heading, or the claim, behind `#`.
  public var heading: String?
  /// How it is written.
  public var form: PageLink.Form
  /// Whether it stands in the section of what a paper criticises.
  public var isCriticism: Bool
  /// Whether letters that are no part of it touch it.
  public var isGlued: Bool
  /// Its line, from 1.
  public var line: Int
  /// Its column, from 1.
  public var column: Int
}

extension Catalog {
  /// The links to something, by the pages they stand in.
  public func links(to target: LinkTarget) throws -> [LinkEntry] {
    try links("WHERE link.name = ? AND link.kind = ?", [target.name, target.kind])
  }

  /// Where links lead to, each once.
  public func linkTargets() throws -> [LinkTarget] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT DISTINCT name, kind FROM link ORDER BY name, kind").map {
        LinkTarget(kind: $0[1], name: $0[0])
      }
    }
  }

  /// The links in a file, in order.
  public func links(in file: String) throws -> [LinkEntry] {
    try links("WHERE page.file = ?", [file])
  }

  /// All links, by the pages they stand in.
  public func links() throws -> [LinkEntry] {
    try links("", [])
  }

  private func links(_ condition: String, _ arguments: StatementArguments) throws -> [LinkEntry] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT file, page.kind, page.name, title, tags, problem, link.kind, link.name, heading,
            form, isCriticism, isGlued, line, "column"
          FROM link JOIN page ON page.id = pageId \(condition)
          ORDER BY file, position
          """,
        arguments: arguments
      ).map(LinkEntry.init)
    }
  }
}

extension LinkEntry {
  fileprivate init(_ row: Row) throws {
    page = try PageEntry(row)
    target = LinkTarget(kind: row[6], name: row[7])
    heading = row[8]
    form = PageLink.Form(rawValue: row[9]) ?? .wiki
    (isCriticism, isGlued, line, column) = (row[10], row[11], row[12], row[13])
  }
}
