// SPDX-License-Identifier: MIT

import GRDB

/// Every step from an empty file to today's tables; steps are only ever added at the end.
enum Migrations {
  private static let steps: [(name: String, sql: String)] = [
    ("001 create catalog", Self.createCatalog),
    ("002 index pages", Self.indexPages),
    ("003 entries and pauses", Self.entriesAndPauses),
  ]

  /// The names of all steps, in order.
  static let names = steps.map(\.name)

  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    for step in steps {
      migrator.registerMigration(step.name) { db in try db.execute(sql: step.sql) }
    }
    return migrator
  }()

  /// The steps a database has had, in order of name; none for an empty one.
  static func applied(_ db: Database) throws -> [String] {
    try migrator.appliedIdentifiers(db).sorted()
  }
}
