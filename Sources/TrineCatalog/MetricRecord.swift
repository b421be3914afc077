// SPDX-License-Identifier: MIT

import GRDB
import TrineCore

/// A row of the table `runMetric`.
///
/// SQLite has no NaN and stores NULL for it, so NULL is a number that is none, such as the loss of a
/// training that diverged.
struct MetricRecord {
  var run: String
  var name: String
  var summary: MetricSummary
}

extension MetricRecord {
  /// The columns `init(row:)` takes, in its order.
  static let columns = "runId, name, last, best, min, max, mean, count, step"

  init(row: Row) {
    func number(_ index: Int) -> Double { row[index] ?? .nan }
    run = row[0]
    name = row[1]
    summary = MetricSummary(
      last: number(2),
      best: number(3),
      min: number(4),
      max: number(5),
      mean: number(6),
      count: row[7],
      step: row[8]
    )
  }

  func insert(_ db: Database) throws {
    try db.cachedStatement(
      sql: "INSERT INTO runMetric (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [
      run, name, summary.last, summary.best, summary.min, summary.max, summary.mean,
      summary.count, summary.step,
    ])
  }
}
