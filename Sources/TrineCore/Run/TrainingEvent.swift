// SPDX-License-Identifier: MIT

/// One line of a rank's event file.
///
/// Event files are append-only, one JSON object a line. Keys this version does not know are left
/// alone; a kind it does not know is read as `other`.
public struct TrainingEvent: Hashable, Codable, Sendable {
  /// What happened.
  public enum Kind: String, Sendable {
    /// The rank is up: `values` hold its `process` id, its BLAS `threads` and the `step` at which it
    /// begins: 0, or that of the checkpoint it goes on from.
    case started
    /// Named numbers at a step.
    case metric
    /// Seconds spent on compute, communicate, wait and data since the last such event.
    case phase
    /// How stale the gradients applied since the last such event were: `values` count them by
    /// staleness.
    case staleness
    /// A checkpoint was written; `message` is its file, relative to the run's folder.
    case checkpoint
    /// The rank is alive; `message` says what it does: `compute: forward of layer 2`.
    case heartbeat
    /// Something worth knowing that is no warning; `message` says what.
    case note
    /// Something a person should know; `message` says what.
    case warning
    /// The rank ended as it should.
    case finished
    /// The rank could not go on; `message` says why.
    case failed
    /// A kind of a newer Trine.
    case other
  }

  /// Seconds since the rank started.
  public var t: Double
  /// What happened.
  public var kind: Kind
  /// The optimizer step it happened at.
  public var step: Int?
  /// The same in passes over the training set.
  public var epoch: Double?
  /// Named numbers, by metric name.
  public var values: [String: Double]?
  /// How many seconds of training the values are of, where some are rates.
  public var seconds: Double?
  /// The rank that speaks.
  public var rank: Int?
  /// Words.
  public var message: String?

  /// Makes an event.
  public init(
    t: Double,
    kind: Kind,
    step: Int? = nil,
    epoch: Double? = nil,
    values: [String: Double]? = nil,
    seconds: Double? = nil,
    rank: Int? = nil,
    message: String? = nil
  ) {
    self.t = t
    self.kind = kind
    self.step = step
    self.epoch = epoch
    self.values = values
    self.seconds = seconds
    self.rank = rank
    self.message = message
  }
}

extension TrainingEvent {
  /// Reads an event, also one whose values were written by another program.
  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: CodingKeys.self)
    t = try object.decode(Double.self, forKey: .t)
    kind = try object.decode(Kind.self, forKey: .kind)
    step = try object.decodeIfPresent(Int.self, forKey: .step)
    epoch = try object.decodeIfPresent(Double.self, forKey: .epoch)
    seconds = try object.decodeIfPresent(Double.self, forKey: .seconds)
    rank = try object.decodeIfPresent(Int.self, forKey: .rank)
    message = try object.decodeIfPresent(String.self, forKey: .message)
    do {
      values = try object.decodeIfPresent([String: Double].self, forKey: .values)
    } catch {
      // Slower, and seldom wanted.
      values = try object.decode([String: ForeignNumber].self, forKey: .values).mapValues(\.value)
    }
  }

  /// A value as programs write it: where it is no finite number, JSON has none for it.
  private struct ForeignNumber: Decodable {
    let value: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        value = .nan
      } else if let text = try? container.decode(String.self) {
        guard let number = Double(text), !number.isFinite else {
          throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)'")
        }
        value = number
      } else {
        value = try container.decode(Double.self)
      }
    }
  }
}

extension TrainingEvent.Kind: Codable {
  /// Reads a kind; one of a newer Trine is `other`.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    self = TrainingEvent.Kind(rawValue: text) ?? .other
  }
}
