// SPDX-License-Identifier: MIT

/// Where the time of a run went, rank by rank.
public struct RunBreakdown: Hashable, Sendable {
  /// What one rank spent.
  public struct Rank: Hashable, Sendable {
    /// The rank.
    public var rank: Int
    /// Seconds of computing.
    public var compute = 0.0
    /// Seconds of moving data to and from other ranks.
    public var communicate = 0.0
    /// Seconds of waiting for other ranks.
    public var wait = 0.0
    /// Seconds of reading and preparing samples.
    public var data = 0.0
    /// Bytes sent to other ranks; `nil` where the rank does not say.
    public var bytesSent: Double?
    /// The most memory it held, in bytes; `nil` where the rank does not say.
    public var memoryPeak: Double?
    /// What of it were parameters, gradients and the optimizer's state; `nil` where the rank does
    /// not say.
    public var memoryParameters: Double?

    /// A rank that has spent nothing yet.
    public init(_ rank: Int) {
      self.rank = rank
    }

    /// Seconds accounted for.
    public var total: Double { compute + communicate + wait + data }

    /// Seconds of work that no other rank could have kept it from.
    public var work: Double { compute + data }
  }

  /// The ranks that have said where their time went, in order.
  public var ranks: [Rank]
  /// BLAS threads each of them has; `nil` where no rank says.
  public var threads: Int?
  /// What the ranks said that is worth knowing, each once.
  public var notes: [String]
  /// How many gradients were applied, by staleness; empty where staleness is not measured.
  public var staleness: [Int: Int]

  /// Makes a breakdown.
  public init(
    ranks: [Rank],
    threads: Int? = nil,
    notes: [String] = [],
    staleness: [Int: Int] = [:]
  ) {
    (self.ranks, self.threads) = (ranks, threads)
    self.notes = notes
    self.staleness = staleness
  }

  /// The rank that held up the others: the one with the most seconds of work, when these exceed
  /// the median by more than 5 %.
  public var slowest: Int? {
    let works = ranks.map(\.work).sorted()
    guard works.count > 1, let slowest = ranks.max(by: { $0.work < $1.work }) else { return nil }
    let median = (works[(works.count - 1) / 2] + works[works.count / 2]) / 2
    return slowest.work > 1.05 * median ? slowest.rank : nil
  }
}

// MARK: - Shares

extension RunBreakdown {
  /// The share each phase has in the seconds of all ranks, in order; `nil` when none were spent.
  public var shares: [(phase: String, share: Double)]? {
    let sums = [
      ("compute", ranks.reduce(0) { $0 + $1.compute }),
      ("communicate", ranks.reduce(0) { $0 + $1.communicate }),
      ("wait", ranks.reduce(0) { $0 + $1.wait }),
      ("data", ranks.reduce(0) { $0 + $1.data }),
    ]
    let total = sums.reduce(0) { $0 + $1.1 }
    return total > 0 ? sums.map { ($0.0, $0.1 / total) } : nil
  }

  /// `compute 81 %, communicate 9 %, wait 8 %, data 2 %; slowest rank 1`; `nil` when no rank has
  /// said where its time went.
  public var line: String? {
    shares.map { shares in
      let parts = shares.map { "\($0.phase) \(($0.share * 100).fixed(0)) %" }
      return parts.joined(separator: ", ") + (slowest.map { "; slowest rank \($0)" } ?? "")
    }
  }
}

// MARK: - JSON

extension RunBreakdown: Encodable {
  private enum Key: String, CodingKey {
    case ranks, slowest, notes, staleness
  }

  /// The object `breakdown` of `trine show --format json`; its keys are only ever added to.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(ranks, forKey: .ranks)
    try object.encode(slowest, forKey: .slowest)
    try object.encode(notes, forKey: .notes)
    let counts = staleness.map { ("\($0.key)", $0.value) }
    try object.encode(Dictionary(uniqueKeysWithValues: counts), forKey: .staleness)
  }
}

extension RunBreakdown.Rank: Encodable {}
