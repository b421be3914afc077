// SPDX-License-Identifier: MIT

import GRDB
public import TrineCore

extension Catalog {
  /// What each page's file looked like when it was last read, by file; none when pages have since come to
  /// be read in another way.
  public func pageStamps(version: Int) throws -> [PageStamp] {
    try read { db in
      guard try Self.pageVersion(db) == version else { return [] }
      let cursor = try Row.fetchCursor(
        db,
        sql: "SELECT file, size, modified FROM page ORDER BY file"
      )
      var stamps: [PageStamp] = []
      while let row = try cursor.next() {
        stamps.append(PageStamp(file: row[0], size: row[1], modified: row[2]))
      }
      return stamps
    }
  }

  /// Takes in pages that changed and lets go of files that are gone.
  /// - Parameters:
  ///   - pages: The pages as they are now, which may come one by one.
  ///   - removed: Files that are gone, and those of the pages that changed: old rows go before new ones
  ///     come, for every deletion among insertions has the index of words written to the disk.
  ///   - version: In which way pages are read; what was read in another way is let go of.
  /// - Throws: a `Diagnostic` when the catalog cannot be written.
  public func apply(_ pages: some Sequence<Page>, removed: [String], version: Int) throws {
    try write { db in
      if try Self.pageVersion(db) != version {
        try db.execute(sql: "DELETE FROM page; DELETE FROM pageVersion")
        try db.execute(sql: "INSERT INTO pageVersion VALUES (?)", arguments: [version])
      }
      let delete = try db.cachedStatement(sql: "DELETE FROM page WHERE file = ?")
      for file in removed { try delete.execute(arguments: [file]) }
      var concernsPapers = removed.contains { $0.hasPrefix("\(Workspace.papers)/") }
      for page in pages {
        try PageRecord(page: page).insert(db)
        if page.kind == .paper { concernsPapers = true }
      }
      if concernsPapers { try db.execute(sql: "DELETE FROM writtenBibliography") }
    }
  }

  /// Lets go of all pages, so that all are read again.
  public func removePages() throws {
    try write { db in try db.execute(sql: "DELETE FROM page") }
  }

  /// The pages of a kind, by name.
  public func pages(_ kind: PageKind) throws -> [PageEntry] {
    try read { db in
      try Row.fetchAll(
        db,
        sql:
          "SELECT file, kind, name, title, tags, problem FROM page WHERE kind = ? ORDER BY name, file",
        arguments: [kind.rawValue]
      ).map { try PageEntry($0) }
    }
  }

  private static func pageVersion(_ db: Database) throws -> Int? {
    try Int.fetchOne(db, sql: "SELECT version FROM pageVersion")
  }
}

/// A page as lists and links know it.
public struct PageEntry: Hashable, Sendable {
  /// The file, relative to the workspace.
  public var file: String
  /// What it is.
  public var kind: PageKind
  /// What links call it.
  public var name: String
  /// Its title, or an experiment's question.
  public var title: String
  /// Free tags.
  public var tags: [String]
  /// Why it does not pass its checks; `nil` when it does.
  public var problem: String?

  /// Reads `file, kind, name, title, tags, problem`.
  init(_ row: Row) throws {
    let file: String = row[0]
    guard let kind = PageKind(rawValue: row[1]) else {
      throw Diagnostic.unreadableRow("page", file, "its kind is not one")
    }
    self.file = file
    self.kind = kind
    name = row[2]
    title = row[3]
    tags = try StoredJSON.strings(row[4])
    problem = row[5]
  }
}
