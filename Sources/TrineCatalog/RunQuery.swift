// SPDX-License-Identifier: MIT

import GRDB
import TrineCore

/// Which runs, newest first.
struct RunQuery {
  var condition = "1"
  var arguments: StatementArguments = []
  var limit: Int?

  /// `SELECT columns` of these runs.
  private func sql(_ columns: String) -> String {
    """
    SELECT \(columns) FROM run WHERE \(condition)
    ORDER BY created DESC, number DESC, id DESC LIMIT \(limit.map { max(0, $0) } ?? -1)
    """
  }

  /// The runs, whole.
  func runs(_ db: Database) throws -> [Run] {
    var runs = try rows(db, sql(RunRecord.columns)) { try RunRecord(row: $0).run }
    let places = Self.places(of: runs.map(\.id))
    for metric in try metrics(db, MetricRecord.columns, among: "1", []) {
      let record = MetricRecord(row: metric)
      if let place = places[record.run] { runs[place].metrics[record.name] = record.summary }
    }
    return runs
  }

  /// The runs as tables show them, with the last values of some metrics.
  func rows(_ db: Database, metrics names: [String]) throws -> [RunRow] {
    var runs = try rows(db, sql(RunRow.columns), RunRow.init(row:))
    guard !names.isEmpty else { return runs }
    let places = Self.places(of: runs.map(\.id))
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    let found = try metrics(db, "runId, name, last", among: "name IN (\(marks))", .init(names))
    for metric in found {
      if let place = places[metric[0]] { runs[place].metrics[metric[1]] = metric[2] ?? .nan }
    }
    return runs
  }

  private static func places(of ids: [RunID]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: zip(ids.map(\.description), ids.indices))
  }

  private func metrics(
    _ db: Database,
    _ columns: String,
    among names: String,
    _ nameArguments: StatementArguments
  ) throws -> [Row] {
    try Row.fetchAll(
      db,
      sql: "SELECT \(columns) FROM runMetric WHERE \(names) AND runId IN (\(sql("id")))",
      arguments: nameArguments + arguments
    )
  }

  private func rows<T>(_ db: Database, _ sql: String, _ make: (Row) throws -> T) throws -> [T] {
    let cursor = try Row.fetchCursor(db, sql: sql, arguments: arguments)
    var values: [T] = []
    while let row = try cursor.next() {
      values.append(try make(row))
    }
    return values
  }
}
