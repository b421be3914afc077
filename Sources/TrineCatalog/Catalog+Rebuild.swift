// SPDX-License-Identifier: MIT

import GRDB
public import TrineCore

extension Catalog {
  /// Lets go of runs whose folders are gone.
  public func remove(_ runs: Set<RunID>) throws {
    guard !runs.isEmpty else { return }
    try write { db in
      for run in runs {
        try db.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [run.description])
      }
    }
  }

  /// Replaces all runs with what was read from their folders; others see the old or the new, never a
  /// part.
  public func rebuild(runs: [Run]) throws {
    try write { db in
      try db.execute(sql: "DELETE FROM run")
      for run in runs {
        try RunRecord(run: run).insert(db)
      }
    }
  }
}
