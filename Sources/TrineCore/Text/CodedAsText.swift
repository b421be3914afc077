// SPDX-License-Identifier: MIT

/// A value that JSON has as the text it is written as.
public protocol CodedAsText: Codable, LosslessStringConvertible {
  /// What a text must be to be one, for messages: `a day such as 2026-11-23`.
  static var wantedText: String { get }
}

extension CodedAsText {
  /// Reads the value from a plain string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "'\(text)' is not \(Self.wantedText)"
      )
    }
    self = value
  }

  /// Writes the value as a plain string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
