// SPDX-License-Identifier: MIT

import FoundationEssentials
import GRDB
import TrineCore

/// A row of the table `run`: everything of a run but its metrics.
struct RunRecord {
  var run: Run
}

// MARK: - Reading

extension RunRecord {
  /// The columns `init(row:)` takes, in its order: by number is faster than by name.
  static let columns = """
    id, uid, status, reason, created, started, ended, paused, ranks, seed, host, config, tags, folder
    """

  init(row: Row) throws {
    let head = try RunRow(row: row)
    run = Run(
      id: head.id,
      uid: head.uid,
      status: head.status,
      reason: head.reason,
      created: head.created,
      started: head.started,
      ended: head.ended,
      paused: head.paused,
      host: row[10],
      ranks: head.ranks,
      seed: head.seed,
      config: try StoredJSON.value(row[11]),
      tags: try StoredJSON.strings(row[12]),
      folder: row[13]
    )
  }
}

extension RunRow {
  /// The columns `init(row:)` takes, in its order; `RunRecord.columns` begin with them.
  static let columns = "id, uid, status, reason, created, started, ended, paused, ranks, seed"

  init(row: Row) throws {
    let name: String = row[0]
    guard let id = RunID(name) else {
      throw Diagnostic.unreadableRow("run", name, "its name has no number")
    }
    guard let status = RunStatus(rawValue: row[2]) else {
      throw Diagnostic.unreadableRow("run", name, "its status is '\(row[2] as String)'")
    }
    func moment(_ text: String?) throws -> Date? {
      guard let text else { return nil }
      guard let date = Timestamp.date(text) else {
        throw Diagnostic.unreadableRow("run", name, "'\(text)' is not a moment")
      }
      return date
    }
    self.init(
      id: id,
      uid: row[1],
      status: status,
      reason: row[3],
      created: try moment(row[4]) ?? .distantPast,
      started: try moment(row[5]),
      ended: try moment(row[6]),
      paused: row[7],
      ranks: row[8],
      seed: row[9]
    )
  }
}

// MARK: - Writing

extension RunRecord {
  /// Puts the run in the place of what the catalog has under its name.
  func save(_ db: Database) throws {
    try db.cachedStatement(sql: "DELETE FROM run WHERE id = ?")
      .execute(arguments: [run.id.description])
    try insert(db)
  }

  /// Adds the run, its metrics and the papers it names.
  func insert(_ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO run (\(Self.columns), experiment, number)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: try arguments())
    for (name, summary) in run.metrics.sorted(by: { $0.key < $1.key }) {
      try MetricRecord(run: run.id.description, name: name, summary: summary).insert(db)
    }
    for paper in Set(run.papers + run.claimedPapers) {
      try db.cachedStatement(sql: "INSERT INTO runPaper (runId, citationKey) VALUES (?, ?)")
        .execute(arguments: [run.id.description, paper.description])
    }
  }

  private func arguments() throws -> StatementArguments {
    [
      run.id.description,
      run.uid,
      run.status.rawValue,
      run.reason,
      Timestamp.text(run.created),
      run.started.map(Timestamp.text),
      run.ended.map(Timestamp.text),
      run.paused,
      run.ranks,
      run.seed,
      run.host,
      try JSONText.line(run.config),
      try StoredJSON.text(run.tags),
      run.folder,
      run.id.experiment,
      run.id.number,
    ]
  }
}
