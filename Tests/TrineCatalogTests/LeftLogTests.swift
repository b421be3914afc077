// SPDX-License-Identifier: MIT

import Foundation
import GRDB
import Testing
import TrineCatalog
import TrineCore

@Suite("A catalog that is left open at the end of its process")
struct LeftLogTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try Catalog.open(at: folder.catalog)
  }

  private var log: String { "\(folder.catalog)-wal" }

  @Test("leaves a short log, which the next one reads")
  func short() throws {
    try Catalog.open(at: folder.catalog, leavesLog: true).save(sampleRun(1))
    #expect(FileManager.default.fileExists(atPath: log))
    #expect(try Catalog.open(at: folder.catalog).runs().map(\.id.number) == [1])
  }

  @Test("is closed all the same when the log is long")
  func long() throws {
    try writeMuch()
    #expect(!FileManager.default.fileExists(atPath: log))
    #expect(try Catalog.open(at: folder.catalog).runs().map(\.id.number) == [1])
  }

  /// Makes a log of two megabytes while the catalog is open.
  private func writeMuch() throws {
    let catalog = try Catalog.open(at: folder.catalog, leavesLog: true)
    try catalog.save(sampleRun(1))
    try rawDatabase(folder.catalog).write { db in
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
      try db.execute(sql: "CREATE TABLE filler (bytes BLOB)")
      try db.execute(sql: "INSERT INTO filler VALUES (zeroblob(2000000))")
    }
    let size = try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int ?? 0
    try #require(size > 2_000_000)
  }
}
