// SPDX-License-Identifier: MIT

import TrineCore

/// Where the time of a run went, for people.
struct BreakdownText {
  let breakdown: RunBreakdown

  /// The most ranks that get a row each.
  private static let mostRows = 16

  /// The table, the staleness of gradients and the notes, as far as there are any.
  var paragraphs: [String] {
    var paragraphs: [String] = []
    if !breakdown.ranks.isEmpty {
      let slowest = breakdown.slowest.map { "; slowest rank \($0)" } ?? ""
      paragraphs.append("where the time went\(slowest)\n\(table.text)")
    }
    if !breakdown.staleness.isEmpty { paragraphs.append("staleness of gradients\n\(histogram)") }
    if !breakdown.notes.isEmpty {
      paragraphs.append((["notes"] + breakdown.notes.map { "  \($0)" }).joined(separator: "\n"))
    }
    return paragraphs
  }
}

// MARK: - Where the time went

extension BreakdownText {
  private var table: TextTable {
    var table = TextTable([
      ("rank", .right), ("compute", .right), ("communicate", .right), ("wait", .right),
      ("data", .right), ("sent", .right), ("peak memory", .right), ("parameters", .right),
    ])
    let ranks = breakdown.ranks
    if ranks.count <= Self.mostRows {
      for rank in ranks { table.append(["\(rank.rank)"] + cells(rank)) }
    } else {
      for (name, place) in [
        ("min", 0), ("median", (ranks.count - 1) / 2), ("max", ranks.count - 1),
      ] {
        table.append([name] + cells(at: place))
      }
    }
    return table
  }

  private func cells(_ rank: RunBreakdown.Rank) -> [String] {
    [rank.compute, rank.communicate, rank.wait, rank.data].map { seconds in
      guard rank.total > 0 else { return seconds.duration }
      return "\(seconds.duration)  \(Self.share(seconds / rank.total))"
    }
      + [rank.bytesSent, rank.memoryPeak, rank.memoryParameters].map { $0?.bytes ?? "" }
  }

  /// What stands at a place when each column is sorted by itself.
  private func cells(at place: Int) -> [String] {
    let phases: [KeyPath<RunBreakdown.Rank, Double>] = [\.compute, \.communicate, \.wait, \.data]
    let times = phases.map { phase in
      let seconds = breakdown.ranks.map { $0[keyPath: phase] }.sorted()[place]
      let shares = breakdown.ranks.map { $0.total > 0 ? $0[keyPath: phase] / $0.total : 0 }.sorted()
      return "\(seconds.duration)  \(Self.share(shares[place]))"
    }
    let amounts: [KeyPath<RunBreakdown.Rank, Double?>] = [
      \.bytesSent, \.memoryPeak, \.memoryParameters,
    ]
    return times
      + amounts.map { amount in
        let known = breakdown.ranks.compactMap { $0[keyPath: amount] }.sorted()
        guard !known.isEmpty else { return "" }
        return known[place * (known.count - 1) / max(1, breakdown.ranks.count - 1)].bytes
      }
  }

  /// In four columns, so that shares stand below each other.
  private static func share(_ share: Double) -> String {
    let text = (share * 100).fixed(0)
    return String(repeating: " ", count: max(0, 3 - text.count)) + text + " %"
  }
}

// MARK: - Staleness

extension BreakdownText {
  /// A row a staleness up to a dozen, then one for the rest.
  private var histogram: String {
    let counts = breakdown.staleness.sorted { $0.key < $1.key }
    let total = max(1, counts.reduce(0) { $0 + $1.value })
    var table = TextTable([("staleness", .right), ("gradients", .right), ("share", .right)])
    for (late, count) in counts.prefix(12) {
      table.append(["\(late)", count.grouped, Self.share(Double(count) / Double(total))])
    }
    let rest = counts.dropFirst(12)
    if let first = rest.first?.key {
      let count = rest.reduce(0) { $0 + $1.value }
      table.append(["\(first) or more", count.grouped, Self.share(Double(count) / Double(total))])
    }
    return table.text
  }
}

extension Double {
  /// Bytes as people read them: `812 B`, `2.70 MB`, `1.21 GB`.
  var bytes: String {
    let units = [("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)]
    for (unit, size) in units where self >= size {
      let value = self / size
      return "\(value.fixed(value < 10 ? 2 : value < 100 ? 1 : 0)) \(unit)"
    }
    return "\(fixed(0)) B"
  }
}
