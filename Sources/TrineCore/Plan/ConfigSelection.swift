// SPDX-License-Identifier: MIT

/// Values that a run's config must have, by dotted key: `mode=sync train.batch=64` picks runs.
///
/// Its JSON is the object of its keys, `{"mode": "sync", "train.batch": 64}`, with values as a plan's
/// JSON has them: a duration in seconds, `null` for what has no value.
public struct ConfigSelection: Hashable, Sendable {
  /// The values, by dotted key.
  public let values: [String: JSONValue]

  /// Selects by values; without any, everything.
  public init(_ values: [String: JSONValue] = [:]) {
    self.values = values.mapValues(\.normalized)
  }

  /// Whether a config has all the values.
  public func matches(_ config: JSONValue) -> Bool {
    values.allSatisfy { key, value in
      (config.value(at: key) ?? .null).normalized == value
    }
  }

  /// This selection with the values of another in the place of its own.
  public func overridden(by other: ConfigSelection) -> ConfigSelection {
    let kept = values.filter { key, _ in
      !other.values.keys.contains { Self.overlap(key, $0) }
    }
    return ConfigSelection(kept.merging(other.values) { _, new in new })
  }

  /// Whether two keys are the same, or one is the section of the other.
  public static func overlap(_ first: String, _ second: String) -> Bool {
    first == second || first.hasPrefix(second + ".") || second.hasPrefix(first + ".")
  }
}

// MARK: - Text

extension ConfigSelection: CustomStringConvertible {
  /// The values in order of their keys, the way overrides are written.
  public var description: String {
    values.isEmpty
      ? "all runs"
      : values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.shortText)" }
        .joined(separator: " ")
  }
}

// MARK: - Codable

extension ConfigSelection: Codable {
  /// Reads an object.
  public init(from decoder: any Decoder) throws {
    self.init(try [String: JSONValue](from: decoder))
  }

  /// Writes an object.
  public func encode(to encoder: any Encoder) throws {
    try values.encode(to: encoder)
  }
}

// MARK: - Values of a config

extension JSONValue {
  /// The value under a dotted key, such as `train.batch`.
  public func value(at key: String) -> JSONValue? {
    key.split(separator: ".").reduce(self) { value, part in value?[String(part)] }
  }

  /// The same value with whole numbers as integers, so that `1.0` and `1` compare as equal.
  public var normalized: JSONValue {
    switch self {
    case .number(let value): Int(exactly: value).map(JSONValue.integer) ?? self
    case .array(let elements): .array(elements.map(\.normalized))
    case .object(let members): .object(members.mapValues(\.normalized))
    case .null, .bool, .integer, .string: self
    }
  }

  /// The value as messages show it: a text without quotes, everything else as JSON.
  public var shortText: String {
    string ?? (try? JSONText.line(self)) ?? "?"
  }
}
