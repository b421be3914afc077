// SPDX-License-Identifier: MIT

import GRDB
public import TrineCore

extension Catalog {
  /// The one run that a selector means.
  ///
  /// A selector is an id, a unique id (ULID), `latest`, `@n` counting back (`@1` is the latest), or
  /// the beginning of an id or a unique id that no other run shares.
  /// - Throws: `Diagnostic` when no run or more than one answers to it.
  public func run(matching selector: String) throws -> Run {
    try read { db in
      if let place = try Self.placeFromEnd(selector) {
        let runs = try RunQuery(limit: place).runs(db)
        guard runs.count == place, let run = runs.last else {
          throw Diagnostic.notSoManyRuns(selector, count: runs.count)
        }
        return run
      }
      return try Self.run(named: selector, db)
    }
  }

  /// 1 for `latest` and `@1`, 2 for `@2`; `nil` for a selector of another kind.
  private static func placeFromEnd(_ selector: String) throws -> Int? {
    if selector == "latest" { return 1 }
    guard selector.hasPrefix("@") else { return nil }
    guard let place = Int(selector.dropFirst()), place > 0 else {
      throw Diagnostic.notAPlace(selector)
    }
    return place
  }

  private static func run(named selector: String, _ db: Database) throws -> Run {
    let exact = RunQuery(condition: "id = ?1 OR uid = ?1", arguments: [selector])
    let beginning = RunQuery(
      condition: "substr(id, 1, length(?1)) = ?1 OR substr(uid, 1, length(?1)) = upper(?1)",
      arguments: [selector]
    )
    for query in [exact, beginning] where !selector.isEmpty {
      let runs = try query.runs(db)
      if runs.count > 1 { throw Diagnostic.ambiguous(selector, runs.map(\.id.description)) }
      if let run = runs.first { return run }
    }
    let known = try String.fetchAll(db, sql: "SELECT id FROM run ORDER BY created DESC")
    throw Diagnostic.noRun(selector, known: known)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func notAPlace(_ selector: String) -> Diagnostic {
    Diagnostic(
      .usage,
      "'\(selector)' counts no run; after @ comes a number of 1 or more",
      fix: "use @1 for the latest run, @2 for the one before it"
    )
  }

  fileprivate static func notSoManyRuns(_ selector: String, count: Int) -> Diagnostic {
    let found =
      switch count {
      case 0: "there is no run yet"
      case 1: "there is only 1 run"
      default: "there are only \(count) runs"
      }
    return Diagnostic(
      .usage,
      "no run is '\(selector)': \(found)",
      fix: count == 0
        ? "start one with `trine run experiments/NAME.yaml`" : "`trine runs` lists them"
    )
  }

  fileprivate static func noRun(_ selector: String, known: [String]) -> Diagnostic {
    guard !known.isEmpty else { return notSoManyRuns(selector, count: 0) }
    let nearest = nearestName(to: selector, among: known)
    return Diagnostic(
      .usage,
      "no run is called '\(selector)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""),
      fix: "`trine runs` lists them"
    )
  }

  fileprivate static func ambiguous(_ selector: String, _ ids: [String]) -> Diagnostic {
    let shown = ids.prefix(10).joined(separator: ", ")
    let rest = ids.count > 10 ? " and \(ids.count - 10) more" : ""
    return Diagnostic(
      .usage,
      "'\(selector)' could be \(ids.count) runs: \(shown)\(rest)",
      fix: "write more of the name, or `latest` or `@2` to count back"
    )
  }
}
