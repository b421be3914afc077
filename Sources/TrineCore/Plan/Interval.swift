// SPDX-License-Identifier: MIT

/// How often something happens during training.
public enum Interval: Hashable, Sendable {
  /// After so many epochs, at least 1.
  case epochs(Int)
  /// After so many steps, at least 1.
  case steps(Int)
}

extension Interval: Codable {
  private enum CodingKeys: String, CodingKey {
    case epochs, steps
  }

  /// Reads `{"epochs": 1}` or `{"steps": 500}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let steps = try container.decodeIfPresent(Int.self, forKey: .steps) {
      self = .steps(steps)
    } else {
      self = .epochs(try container.decode(Int.self, forKey: .epochs))
    }
  }

  /// Writes `{"epochs": 1}` or `{"steps": 500}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .epochs(let count): try container.encode(count, forKey: .epochs)
    case .steps(let count): try container.encode(count, forKey: .steps)
    }
  }
}
