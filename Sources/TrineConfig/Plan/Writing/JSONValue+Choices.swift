// SPDX-License-Identifier: MIT

public import TrineCore

extension JSONValue {
  /// A plan's JSON, or a section of it, without the keys that belong to another choice than the one
  /// made: `beta1` says nothing of a run whose optimizer is `sgd`.
  public var chosen: JSONValue {
    guard case .object(var members) = self else { return self }
    members = members.mapValues(\.chosen)
    members.removeStrangers(to: OptimizerPlan.Kind.self, under: "kind")
    members.removeStrangers(to: LearningRatePlan.Schedule.self, under: "schedule")
    members.removeStrangers(to: FaultsPlan.Delay.Distribution.self, under: "distribution")
    members.removeStrangers(to: SyncPlan.Compression.self, under: "compression")
    return .object(members)
  }
}

extension [String: JSONValue] {
  /// Removes the keys that only other choices have, where a choice is made at all.
  fileprivate mutating func removeStrangers<Choice: KeyedChoice>(
    to type: Choice.Type,
    under name: String
  ) {
    guard let choice = self[name]?.string.flatMap(Choice.init(rawValue:)) else { return }
    for stranger in Choice.allCases.flatMap(\.keys) where !choice.keys.contains(stranger) {
      self[stranger] = nil
    }
  }
}
