// SPDX-License-Identifier: MIT

import GRDB
import Testing
import TrineCore

@testable import TrineCatalog

@Suite("A catalog of an earlier Trine")
struct MigrationTests {
  @Test("keeps its runs and has its pages read again", arguments: Migrations.names.dropLast())
  func migrates(step: String) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/catalog.sqlite"
    let old = try rawDatabase(path)
    try Migrations.migrator.migrate(old, upTo: step)
    try old.write { db in
      try db.execute(sql: run)
      if try db.tableExists("page") { try db.execute(sql: pages) }
    }
    try old.close()

    let catalog = try Catalog.open(at: path)
    #expect(try catalog.runs().map(\.id.description) == ["sync-1"])
    #expect(try catalog.pageStamps(version: 7).isEmpty)
    let note = page(try samplePaper("chen2016revisiting"))
    try catalog.apply([note], removed: [], version: 7)
    #expect(try catalog.papers().map(\.file) == [note.stamp.file])
    #expect(try catalog.pageStamps(version: 7) == [note.stamp])
    let broken = try rawDatabase(path).read {
      try Row.fetchAll($0, sql: "PRAGMA foreign_key_check")
    }
    #expect(broken.isEmpty)
  }

  private let run = """
    INSERT INTO run VALUES ('sync-1', '01KAZ', 'sync', 1, 'finished', NULL, \
    '2026-11-23T06:00:00.000Z', NULL, NULL, 'node07', 2, 1, '{}', '[]', '.trine/runs/sync-1')
    """

  private let pages = """
    INSERT INTO page VALUES (1, 'notes/papers/a2016.md', 'paper', 'a2016', 'A', '[]', NULL, '[]', 9, 9);
    INSERT INTO paper (pageId, citationKey, authors, status, lines, criticises, contributes)
    VALUES (1, 'a2016', '[]', 'read', '[]', '', '');
    INSERT INTO pageWords (rowid, title, facts, body) VALUES (1, 'a ', '', '');
    INSERT INTO pageVersion VALUES (7)
    """
}
