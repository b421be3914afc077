// SPDX-License-Identifier: MIT

/// The way to a value through its sections, written `train.optimizer.momentum`.
struct DottedKey: Hashable, Sendable, CustomStringConvertible {
  /// The names from the outermost section inwards.
  let parts: [String]

  init(_ parts: [String]) {
    self.parts = parts
  }

  init(_ text: String) {
    parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  var description: String { parts.joined(separator: ".") }

  /// Whether this is `other` or a key inside it.
  func isWithin(_ other: DottedKey) -> Bool {
    parts.starts(with: other.parts)
  }

  /// A key inside this one.
  func appending(_ key: DottedKey) -> DottedKey {
    DottedKey(parts + key.parts)
  }
}
