// SPDX-License-Identifier: MIT

import TrineCore

/// What makes two runs runs of one configuration: everything in their configs that can change a result,
/// but for the seed.
struct RunConfiguration: Hashable {
  /// What a run is about, how it is watched, and the seed.
  private static let ignored: Set<String> = [
    "name", "question", "papers", "tags", "claims", "seed", "stallAfter", "traceSteps",
  ]

  /// The values by dotted key; what is `null` is as if it were not there.
  let values: [String: JSONValue]

  /// Of a run's config, or of a plan as JSON.
  init(_ config: JSONValue) {
    var values: [String: JSONValue] = [:]
    if case .object(let members) = config {
      for (key, value) in members where !Self.ignored.contains(key) {
        Self.flatten(value, at: key, into: &values)
      }
    }
    self.values = values
  }

  private static func flatten(
    _ value: JSONValue,
    at path: String,
    into values: inout [String: JSONValue]
  ) {
    guard case .object(let members) = value, !members.isEmpty else {
      if value != .null { values[path] = value.normalized }
      return
    }
    for (key, member) in members { flatten(member, at: "\(path).\(key)", into: &values) }
  }
}

// MARK: - Differences

extension RunConfiguration {
  /// The keys whose values are not the same in all configurations, in order.
  ///
  /// Keys that only some have, such as those of another mode's section, are left out unless there are
  /// no others: they follow from those.
  static func differingKeys(_ configurations: some Collection<RunConfiguration>) -> [String] {
    let keys = Set(configurations.flatMap(\.values.keys)).filter { key in
      Set(configurations.map { $0.values[key] }).count > 1
    }
    let shared = keys.filter { key in configurations.allSatisfy { $0.values[key] != nil } }
    return (shared.isEmpty ? keys : shared).sorted()
  }

  /// The one of these that differs from this in the fewest keys.
  func nearest(among others: some Collection<RunConfiguration>) -> RunConfiguration? {
    // In an order of their own: a set has none.
    let ordered = others.map { (differing: Self.differingKeys([self, $0]), configuration: $0) }
    return ordered.min {
      ($0.differing.count, $0.differing.joined(separator: " "))
        < ($1.differing.count, $1.differing.joined(separator: " "))
    }?.configuration
  }

  /// The value of a key as messages show it.
  func text(_ key: String) -> String { values[key]?.shortText ?? "none" }
}
