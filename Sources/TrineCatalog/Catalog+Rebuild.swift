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

  /// Replaces everything the catalog holds with what was read from the files; others see the old
  /// or the new, never a part.
  public func rebuild(runs: [Run], papers: [StampedPaper]) throws {
    try write { db in
      try db.execute(sql: "DELETE FROM run; DELETE FROM paper")
      for run in runs {
        try RunRecord(run: run).insert(db)
      }
      for paper in papers {
        try PaperRecord(entry: paper.entry, stamp: paper.stamp).save(db)
      }
    }
  }
}
