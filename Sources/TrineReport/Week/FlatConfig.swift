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

  /// How many keys a label may have before it is cut to those it takes.
  private static let mostInLabel = 4

  /// Labels that tell configurations apart: every key that differs or, where these are many, only as
  /// many as it takes, with `…` for the others.
  ///
  /// Where modes are compared, all keys of their sections differ, and `mode` alone tells them apart. So keys
  /// that every configuration has come first, and of these the shortest paths.
  static func labels(_ configurations: [[String: String]]) -> [String] {
    let differing = differingKeys(configurations)
    let keys = differing.count > mostInLabel ? telling(differing, configurations) : differing
    let rest = keys.count < differing.count ? " …" : ""
    return configurations.map { configuration in
      keys.map { "\($0)=\(configuration[$0] ?? "–")" }.joined(separator: " ") + rest
    }
  }

  private static func telling(
    _ keys: [String],
    _ configurations: [[String: String]]
  ) -> [String] {
    func rank(_ key: String) -> (Int, Int, String) {
      (configurations.count { $0[key] == nil }, key.count { $0 == "." }, key)
    }
    func kinds(_ keys: [String]) -> Int {
      Set(configurations.map { configuration in keys.map { configuration[$0] } }).count
    }
    return keys.sorted { rank($0) < rank($1) }.reduce(into: [String]()) { kept, key in
      if kinds(kept + [key]) > kinds(kept) { kept.append(key) }
    }.sorted()
  }

  /// The keys whose values are not the same in all configurations, in order.
  private static func differingKeys(_ configurations: [[String: String]]) -> [String] {
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
