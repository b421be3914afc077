// SPDX-License-Identifier: MIT

import TrineCore

extension PlanYAML {
  /// One element of `claims`.
  static func entries(_ test: ClaimTest) -> [YAMLWriter.Entry] {
    let before: [YAMLWriter.Entry] = [
      ("claim", .text(test.claim.description)),
      ("metric", .text(test.metric)),
      ("at", .word(test.point.rawValue)),
      ("better", .word(test.better.rawValue)),
      ("where", .flow(entries(test.selection))),
    ]
    return before + entries(test.expectation) + [("confidence", .number(test.confidence))]
  }

  private static func entries(_ expectation: ClaimTest.Expectation) -> [YAMLWriter.Entry] {
    switch expectation {
    case .beats(let difference, let margin):
      [("beats", .flow(entries(difference))), ("margin", .number(margin))]
    case .equals(let value, let tolerance):
      [("equals", .flow([("value", .number(value)), ("tolerance", .number(tolerance))]))]
    }
  }

  private static func entries(_ selection: ConfigSelection) -> [YAMLWriter.Entry] {
    selection.values.sorted { $0.key < $1.key }.map { ($0.key, value($0.value, of: $0.key)) }
  }

  /// The value of a key as an experiment writes it; in a plan's JSON a quantity has lost its unit.
  private static func value(_ value: JSONValue, of key: String) -> YAMLWriter.Value {
    if let number = value.double, let quantity = quantities[key] {
      return .quantity(number, quantity)
    }
    if let interval = interval(value) { return .word(interval.text) }
    switch value {
    case .null: return .word("null")
    case .bool(let flag): return .flag(flag)
    case .number(let number): return .number(number)
    case .integer(let number): return .whole(number)
    case .string(let text): return .text(text)
    case .array(let elements): return .list(elements.map { Self.value($0, of: "") })
    case .object(let members):
      let ordered = members.sorted { $0.key < $1.key }
      return .flow(ordered.map { ($0.key, Self.value($0.value, of: "")) })
    }
  }

  private static let quantities: [String: Quantity] = [
    "stallAfter": .duration, "wire.latency": .duration, "wire.bandwidth": .rate,
    "sync.bucket": .size,
  ]

  private static func interval(_ value: JSONValue) -> Interval? {
    guard case .object(let members) = value, members.count == 1 else { return nil }
    return members["epochs"]?.int.map(Interval.epochs) ?? members["steps"]?.int.map(Interval.steps)
  }
}

extension JSONValue {
  /// The number, whole or not.
  fileprivate var double: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
}
