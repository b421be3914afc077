// SPDX-License-Identifier: MIT

import TrineCore

/// A config as `key.key: value` pairs, the way overrides are written.
enum FlatConfig {
  /// Keys that say what a run is about, not how it is run.
  private static let descriptions: Set<String> = ["name", "question", "papers", "tags", "claims"]

  /// What makes two runs runs of one configuration: everything but the seed and descriptions.
  static func configuration(of run: Run) -> [String: String] {
    guard case .object(let members) = run.config else { return [:] }
    var flat: [String: String] = [:]
    for (key, value) in members where key != "seed" && !descriptions.contains(key) {
      flatten(value, at: key, into: &flat)
    }
    return flat
  }

  /// The keys whose values are not the same in all configurations, in order.
  static func differingKeys(_ configurations: [[String: String]]) -> [String] {
    let keys = Set(configurations.flatMap(\.keys))
    return keys.filter { key in Set(configurations.map { $0[key] }).count > 1 }.sorted()
  }

  private static func flatten(
    _ value: JSONValue,
    at path: String,
    into flat: inout [String: String]
  ) {
    guard case .object(let members) = value, !members.isEmpty else {
      flat[path] = YAMLText.flow(value)
      return
    }
    for (key, member) in members {
      flatten(member, at: "\(path).\(key)", into: &flat)
    }
  }
}
