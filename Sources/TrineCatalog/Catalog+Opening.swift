// SPDX-License-Identifier: MIT

import GRDB
import TrineCore
import TrineFiles

extension Catalog {
  /// Opens the catalog at a path, making its folder, file and tables where they are missing.
  ///
  /// A catalog that is up to date costs one query. Anything else is done by one process at a time,
  /// behind a lock file: SQLite does not wait for its turn while a file changes to WAL.
  /// - Parameters:
  ///   - path: Where.
  ///   - leavesLog: Whether the process ends right after its last look at the catalog; see `LeftLog`.
  /// - Returns: the catalog, up to date.
  /// - Throws: `Diagnostic` for a folder that cannot be written, a file that is no catalog, and a
  ///   catalog of a newer Trine, which is left as it is.
  public static func open(at path: String, leavesLog: Bool = false) throws -> Catalog {
    let catalog = try opened(at: path)
    guard leavesLog else { return catalog }
    return Catalog(path: path, queue: catalog.queue, log: LeftLog(forFileAt: path, catalog.queue))
  }

  private static func opened(at path: String) throws -> Catalog {
    try makeFolder(of: path)
    let journal = JournalMode(forFileAt: path)
    if let catalog = try? upToDate(at: path, journal: journal) { return catalog }
    return try FileLock.holding("\(path).lock") {
      try Diagnostic.naming(path) { try prepared(at: path, journal: journal) }
    }
  }

  /// A catalog in memory, for tests and dry runs.
  public static func inMemory() throws -> Catalog {
    let queue = try DatabaseQueue()
    try Migrations.migrator.migrate(queue)
    return Catalog(path: ":memory:", queue: queue)
  }

  private static func makeFolder(of path: String) throws {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    guard !folder.isEmpty else { return }
    do {
      try Folder.make(folder)
    } catch let problem as Diagnostic where !FileText.exists(folder) {
      // Whoever only reads can do without.
      throw Diagnostic(.unwritable, at: problem.location, problem.message, fix: problem.fix)
    }
  }

  /// The catalog if nothing is left to do; `nil`, or any error, where the careful way is needed.
  private static func upToDate(at path: String, journal: JournalMode) throws -> Catalog? {
    guard FileText.exists(path) else { return nil }
    let queue = try connected(to: path, journal: journal)
    let isReady = try queue.read { db in
      try Migrations.applied(db) == Migrations.names && journal.isSet(in: db)
    }
    return isReady ? Catalog(path: path, queue: queue) : nil
  }

  private static func prepared(at path: String, journal: JournalMode) throws -> Catalog {
    let queue = try connected(to: path, journal: journal)
    try queue.read { db in try checkOrigin(of: db, at: path) }
    try journal.set(in: queue)
    try Migrations.migrator.migrate(queue)
    return Catalog(path: path, queue: queue)
  }

  private static func connected(to path: String, journal: JournalMode) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "catalog"
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      // Room for a first index, which would else be written out again and again while it is made.
      try db.execute(sql: "PRAGMA cache_size = -65536")
      // In WAL this is safe for the file, and what a power cut may take is read again from files.
      if journal == .writeAheadLog {
        try db.execute(
          sql: "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = \(LeftLog.pages)"
        )
      }
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private static func checkOrigin(of db: Database, at path: String) throws {
    let applied = try Migrations.applied(db)
    if let unknown = applied.first(where: { !Migrations.names.contains($0) }) {
      throw Diagnostic.newerCatalog(path, migration: unknown)
    }
    let foreignTable = try String.fetchOne(
      db,
      sql: "SELECT name FROM sqlite_schema WHERE name <> 'grdb_migrations' AND type = 'table'"
    )
    if applied.isEmpty, let foreignTable {
      throw Diagnostic.foreignDatabase(path, table: foreignTable)
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func newerCatalog(_ path: String, migration: String) -> Diagnostic {
    Diagnostic(
      .failure,
      at: SourceLocation(file: path),
      "this catalog was made by a newer Trine: it has had '\(migration)', unknown to this one",
      fix: "use the newer Trine, or delete the file and run `trine index` with this one"
    )
  }

  fileprivate static func foreignDatabase(_ path: String, table: String) -> Diagnostic {
    Diagnostic(
      .failure,
      at: SourceLocation(file: path),
      "this database is not a catalog: it has a table '\(table)' and nothing of Trine's",
      fix: "move the file away and run `trine index`"
    )
  }
}
