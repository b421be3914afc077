// SPDX-License-Identifier: MIT

import Foundation
import GRDB
import Testing
import TrineCore

@testable import TrineCatalog

@Suite("Opening a catalog")
struct OpeningTests {
  @Test("makes folder and file, in WAL where no other machine can be")
  func makesEverything() throws {
    let folder = try TemporaryFolder()
    _ = try Catalog.open(at: folder.catalog)
    let mode = try rawDatabase(folder.catalog).read { db in
      try String.fetchOne(db, sql: "PRAGMA journal_mode")
    }
    #expect(mode == "wal")
    #expect(try Catalog.open(at: folder.catalog).runs() == [])
  }

  @Test("changes a catalog to the mode that its file system needs")
  func changesMode() throws {
    let folder = try TemporaryFolder()
    _ = try Catalog.open(at: folder.catalog)
    let queue = try rawDatabase(folder.catalog)
    try JournalMode.rollback.set(in: queue)
    #expect(try queue.read(JournalMode.rollback.isSet(in:)))
    try queue.close()
    let catalog = try Catalog.open(at: folder.catalog)
    #expect(try catalog.read(JournalMode.writeAheadLog.isSet(in:)))
  }

  @Test("resolves links and folders that are not there yet")
  func resolvesPaths() throws {
    let folder = try TemporaryFolder()
    let link = "\(folder.path)/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/proc/self")
    #expect(FilePath.resolved("\(link)/none/catalog.sqlite").hasPrefix("/proc/"))
    #expect(FilePath.resolved("catalog.sqlite") == FileManager.default.currentDirectoryPath)
    #expect(FilePath.resolved("/catalog.sqlite") == "/")
  }

  @Test("of a newer Trine says so and changes nothing")
  func newerCatalog() throws {
    let folder = try TemporaryFolder()
    try Catalog.open(at: folder.catalog).save(sampleRun(1))
    let queue = try rawDatabase(folder.catalog)
    try queue.write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('002 add colour')")
    }
    _ = try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = delete")
    }
    try queue.close()
    let before = try Data(contentsOf: URL(filePath: folder.catalog))
    let error = #expect(throws: Diagnostic.self) { try Catalog.open(at: folder.catalog) }
    #expect(
      error?.description == """
        \(folder.catalog): this catalog was made by a newer Trine: it has had '002 add colour', \
        unknown to this one
          fix: use the newer Trine, or delete the file and run `trine index` with this one
        """
    )
    #expect(try Data(contentsOf: URL(filePath: folder.catalog)) == before)
  }

  @Test(
    "that is no database says what to do and leaves it",
    arguments: ["xy", "This is a text file, longer than the header of a database is, by far.\n"]
  )
  func notADatabase(_ text: String) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/catalog.sqlite"
    let content = String(repeating: text, count: text.count == 2 ? 1 : 100)
    try content.write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: Diagnostic.self) { try Catalog.open(at: path) }
    #expect(error?.location?.file == path)
    #expect(
      error?.message == "this file is not a catalog, or a damaged one (file is not a database)"
    )
    #expect(
      error?.fix == "delete it and run `trine index`: everything in it comes back from the files"
    )
    #expect(try String(contentsOfFile: path, encoding: .utf8) == content)
  }

  @Test("that is another program's database leaves it alone")
  func foreignDatabase() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/catalog.sqlite"
    let queue = try rawDatabase(path)
    try queue.write { db in try db.execute(sql: "CREATE TABLE recipe (name TEXT)") }
    try queue.close()
    let error = #expect(throws: Diagnostic.self) { try Catalog.open(at: path) }
    #expect(
      error?.message
        == "this database is not a catalog: it has a table 'recipe' and nothing of Trine's"
    )
    #expect(error?.fix == "move the file away and run `trine index`")
  }

  // Nobody, not even root, makes files below /sys.
  @Test("in a folder that cannot be written names it and the fix")
  func readOnlyFolder() throws {
    let error = #expect(throws: Diagnostic.self) {
      try Catalog.open(at: "/sys/kernel/catalog.sqlite")
    }
    #expect(error?.cause == .unwritable)
    #expect(
      error?.description == """
        /sys/kernel/catalog.sqlite.lock: cannot be written: the folder /sys/kernel is read-only for you
          fix: allow writing: chmod u+w '/sys/kernel', or choose another folder
        """
    )
  }

  @Test("whose folder cannot be made names it and the fix")
  func folderCannotBeMade() throws {
    let error = #expect(throws: Diagnostic.self) {
      try Catalog.open(at: "/sys/trine/catalog.sqlite")
    }
    #expect(
      error?.description == """
        /sys/trine: cannot be made: the folder /sys is read-only for you
          fix: allow writing: chmod u+w '/sys', or choose another folder
        """
    )
  }

  @Test("in whose folder's way a file lies names the file")
  func fileInTheWay() throws {
    let folder = try TemporaryFolder()
    try "".write(toFile: "\(folder.path)/.trine", atomically: true, encoding: .utf8)
    let error = #expect(throws: Diagnostic.self) {
      try Catalog.open(at: "\(folder.path)/.trine/catalog.sqlite")
    }
    #expect(
      error?.message == "cannot be made: \(folder.path)/.trine is a file, not a folder"
    )
  }

  @Test("waits for its turn, but not for ever")
  func lockIsHeld() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/lock"
    let error = try FileLock.holding(path) {
      #expect(throws: Diagnostic.self) {
        try FileLock.holding(path, patience: Patience(seconds: 0.05)) {}
      }
    }
    #expect(
      error?.message == "another process has been setting up the catalog for 0.0500 s"
    )
    #expect(error?.fix?.contains("fuser \(path)") == true)
    try FileLock.holding(path) {}
  }

  @Test("puts a busy database in words")
  func busy() throws {
    let error = #expect(throws: Diagnostic.self) {
      try Diagnostic.naming("c.sqlite") { throw DatabaseError(resultCode: .SQLITE_BUSY) }
    }
    #expect(error?.description.hasPrefix("c.sqlite: another process has kept") == true)
  }
}
