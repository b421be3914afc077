// SPDX-License-Identifier: MIT

public import TrineCore

/// What more ranks brought, against the same experiment at one rank.
public struct ScalingEfficiency: Hashable, Sendable {
  /// The run at one rank.
  public let base: RunID
  /// Mean throughput over that of the base.
  public let speedup: Double
  /// The speed-up a rank: 1 where each rank does as much as one rank alone.
  public let efficiency: Double
  /// BLAS threads of the base, where they are known: with more than the run's ranks have, it may have
  /// had as many cores as the run.
  public let baseThreads: Int?
  /// BLAS threads of each rank of the run, where they are known.
  public let threads: Int?

  /// Measures a run against others that differ from it by having one rank: against the newest of
  /// those whose ranks have as many BLAS threads, or else against the newest.
  ///
  /// There is nothing to say of a run at one rank, and where there is nothing to measure against.
  ///
  /// Nothing but names, seed, launcher, threads and watchdog may differ, and what only concerns how
  /// several ranks work together, such as a wire or how gradients are summed: a base in mode sync
  /// serves every mode, another one its own.
  /// - Parameters:
  ///   - run: The run.
  ///   - runs: All runs of its experiment, in any order.
  ///   - threads: The BLAS threads of each rank of a run, where they are known.
  public init?(of run: Run, among runs: [Run], threads: (Run) -> Int?) {
    guard run.ranks > 1, let throughput = Self.throughput(run) else { return nil }
    let bases = runs.filter { Self.isBase($0, of: run) }
      .sorted { ($0.created, $0.id.number) > ($1.created, $1.id.number) }
    guard let newest = bases.first else { return nil }
    let own = threads(run)
    let base = own.flatMap { own in bases.first { threads($0) == own } } ?? newest
    guard let alone = Self.throughput(base) else { return nil }
    self.base = base.id
    speedup = throughput / alone
    efficiency = speedup / Double(run.ranks)
    (baseThreads, self.threads) = (threads(base), own)
  }
}

// MARK: - Parts

extension ScalingEfficiency {
  /// Keys that say what a run is about or how it is started, not what it computes.
  private static let ignored: Set<String> = [
    "name", "question", "tags", "papers", "claims", "seed", "ranks", "threads", "grid", "launcher",
    "stallAfter", "wire",
  ]

  /// Keys of the section `sync` that change nothing at one rank, which has nobody to share with.
  private static let shared: Set<String> = [
    "allreduce", "bucket", "compression", "topShare", "average", "averageEvery", "backupWorkers",
  ]

  /// The keys of the modes, which go with `mode`.
  private static let modes: Set<String> = ["mode", "sync", "async", "tensor", "pipeline"]

  private static func throughput(_ run: Run) -> Double? {
    guard let mean = run.metrics["throughput"]?.mean, mean.isFinite, mean > 0 else { return nil }
    return mean
  }

  private static func isBase(_ base: Run, of run: Run) -> Bool {
    guard base.ranks == 1, base.status == .finished, base.id.experiment == run.id.experiment,
      throughput(base) != nil
    else { return false }
    let mode = base.config["mode"]
    guard mode == run.config["mode"] || mode?.string == "sync" else { return false }
    let others = mode == run.config["mode"] ? ignored : ignored.union(modes)
    return part(of: base, without: others) == part(of: run, without: others)
  }

  private static func part(of run: Run, without keys: Set<String>) -> [String: JSONValue] {
    guard case .object(let members) = run.config else { return [:] }
    var part = members.filter { !keys.contains($0.key) }
    if case .object(let sync)? = part["sync"] {
      part["sync"] = .object(sync.filter { !shared.contains($0.key) })
    }
    return part
  }
}
