// SPDX-License-Identifier: MIT

/// A file that is to be made.
public struct NewFile: Sendable {
  /// Where.
  public var path: String
  /// What it is to hold.
  public var text: String
  /// How messages call it.
  public var name: String

  /// Describes a file; messages call it by its path unless `name` says otherwise.
  public init(_ path: String, _ text: String, name: String? = nil) {
    self.path = path
    self.text = text
    self.name = name ?? path
  }
}
