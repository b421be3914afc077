// SPDX-License-Identifier: MIT

import Foundation
import GRDB
import Testing
import TrineCatalog
import TrineCore

@Suite("The catalog's tables")
struct SchemaTests {
  @Test("are those of Snapshots/schema.sql")
  func schemaEqualsSnapshot() throws {
    let folder = try TemporaryFolder()
    _ = try Catalog.open(at: folder.catalog)
    let url = try #require(Bundle.module.url(forResource: "Snapshots/schema", withExtension: "sql"))
    #expect(try dump(folder.catalog) == String(contentsOf: url, encoding: .utf8))
  }

  @Test("are STRICT, all of them, so that SQLite refuses a value of the wrong type")
  func tablesAreStrict() throws {
    let folder = try TemporaryFolder()
    _ = try Catalog.open(at: folder.catalog)
    let loose = try rawDatabase(folder.catalog).read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT name FROM pragma_table_list
          WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'
            AND name NOT LIKE 'pageWords%'
          """
      )
    }
    #expect(loose == [])
  }

  @Test("come to an empty file in named steps")
  func emptyFileMigrates() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/empty.sqlite"
    #expect(FileManager.default.createFile(atPath: path, contents: Data()))
    _ = try Catalog.open(at: path)
    let names = try rawDatabase(path).read { db in
      try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY identifier")
    }
    #expect(names == ["001 create catalog", "002 index pages", "003 entries and pauses"])
  }

  @Test(
    "refuse what no Trine means",
    arguments: [
      "UPDATE run SET status = 'done'",
      "UPDATE run SET ranks = 0",
      "UPDATE run SET paused = -1",
      "UPDATE run SET number = 7",
      "UPDATE run SET created = 'yesterday'",
      "UPDATE run SET config = '{'",
      "UPDATE run SET tags = '{}'",
      "UPDATE run SET seed = 'one'",
      "UPDATE run SET uid = NULL",
      "UPDATE runMetric SET count = 0",
      "UPDATE runMetric SET last = 'high'",
      "INSERT INTO runPaper (runId, citationKey) VALUES ('none-1', 'dean2012large')",
      "UPDATE paper SET status = 'skimmed'",
      "UPDATE paper SET read = 'today'",
      "UPDATE paper SET lines = '{}'",
      "UPDATE page SET kind = 'memo'",
      "UPDATE page SET tags = '{}'",
      "INSERT INTO claim VALUES (1, 0, '', 'a claim without a name', NULL, NULL, 3)",
      "INSERT INTO link VALUES (99, 0, 'note', 'a', NULL, 'wiki', 0, 0, 1, 1)",
    ]
  )
  func checksHold(_ statement: String) throws {
    let folder = try TemporaryFolder()
    let catalog = try Catalog.open(at: folder.catalog)
    try catalog.save(sampleRun(3, metrics: ["test/accuracy": .init(first: 0.5, step: 1)]))
    try catalog.apply([page(try samplePaper("chen2016revisiting"))], removed: [], version: 1)
    let error = #expect(throws: DatabaseError.self) {
      try rawDatabase(folder.catalog).write { db in try db.execute(sql: statement) }
    }
    #expect(error?.resultCode == .SQLITE_CONSTRAINT)
  }

  /// As `sqlite3 FILE .schema` would, in order of name.
  private func dump(_ path: String) throws -> String {
    try rawDatabase(path).read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'grdb%'
          ORDER BY tbl_name, type DESC, name
          """
      )
    }.map { $0 + ";\n" }.joined()
  }
}
