// SPDX-License-Identifier: MIT

public import FoundationEssentials
import GRDB
public import TrineCore

extension Catalog {
  /// Writes a run, its metrics and the papers it names, in the place of what was there of it.
  public func save(_ run: Run) throws {
    try write { db in try RunRecord(run: run).save(db) }
  }

  /// The runs, newest first: of one experiment or of all, at most `limit` of them.
  public func runs(experiment: String? = nil, limit: Int? = nil) throws -> [Run] {
    try read { db in try RunQuery(experiment: experiment, limit: limit).runs(db) }
  }

  /// What a table shows of the runs, newest first, with the last values of the named metrics.
  ///
  /// Several times faster than `runs(experiment:limit:)`, which reads every config.
  public func runRows(
    experiment: String? = nil,
    limit: Int? = nil,
    metrics: [String] = []
  ) throws -> [RunRow] {
    try read { db in
      try RunQuery(experiment: experiment, limit: limit).rows(db, metrics: metrics)
    }
  }

  /// The runs whose folder was made in a stretch of time, newest first.
  public func runs(createdIn moments: Range<Date>) throws -> [Run] {
    let bounds = [moments.lowerBound, moments.upperBound].map(Timestamp.text)
    return try read { db in
      try RunQuery(condition: "created >= ? AND created < ?", arguments: .init(bounds)).runs(db)
    }
  }

  /// The runs that are queued or running, newest first.
  public func unfinishedRuns() throws -> [Run] {
    try read { db in
      try RunQuery(condition: "status IN ('queued', 'running')").runs(db)
    }
  }

  /// The ids of all runs.
  public func runIDs() throws -> Set<RunID> {
    try read { db in
      let cursor = try String.fetchCursor(db, sql: "SELECT id FROM run")
      var ids: Set<RunID> = []
      while let text = try cursor.next() {
        if let id = RunID(text) { ids.insert(id) }
      }
      return ids
    }
  }

  /// The number of an experiment's latest run, 0 when it has none.
  public func lastNumber(of experiment: String) throws -> Int {
    try read { db in
      try Int.fetchOne(
        db,
        sql: "SELECT max(number) FROM run WHERE experiment = ?",
        arguments: [experiment]
      ) ?? 0
    }
  }

  /// The experiments whose runs name each paper, by name; papers without a note are among them.
  ///
  /// What runs name by a key that a paper had before counts for the paper.
  public func experimentsByPaper() throws -> [CitationKey: [String]] {
    let (pairs, renamed) = try read { db in
      let pairs = try Row.fetchAll(
        db,
        sql: """
          SELECT DISTINCT citationKey, experiment FROM runPaper JOIN run ON run.id = runId
          ORDER BY citationKey, experiment
          """
      )
      return (pairs, try Self.renamedKeys(db))
    }
    let experiments: [CitationKey: Set<String>] = pairs.reduce(into: [:]) { experiments, row in
      guard let key = CitationKey(row[0] as String) else { return }
      experiments[renamed[key] ?? key, default: []].insert(row[1])
    }
    return experiments.mapValues { $0.sorted() }
  }

  /// The keys of papers by those they had before, where no other paper has one now.
  public func renamedKeys() throws -> [CitationKey: CitationKey] { try read(Self.renamedKeys) }

  private static func renamedKeys(_ db: Database) throws -> [CitationKey: CitationKey] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT alias.value, citationKey FROM paper, json_each(aliases) AS alias
        WHERE aliases <> '[]' AND alias.value NOT IN (SELECT citationKey FROM paper)
        """
    )
    return rows.reduce(into: [:]) { renamed, row in
      guard let old = CitationKey(row[0] as String) else { return }
      renamed[old] = CitationKey(row[1] as String)
    }
  }
}

extension RunQuery {
  fileprivate init(experiment: String?, limit: Int?) {
    if let experiment {
      self.init(condition: "experiment = ?", arguments: [experiment], limit: limit)
    } else {
      self.init(limit: limit)
    }
  }
}
