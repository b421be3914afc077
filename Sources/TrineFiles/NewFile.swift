// SPDX-License-Identifier: MIT

/// A file that is to be made.
public struct NewFile: Sendable {
  /// Where.
  public var path: String
  /// What it is to hold.
  public var bytes: [UInt8]
  /// How messages call it.
  public var name: String

  /// Describes a file; messages call it by its path unless `name` says otherwise.
  public init(_ path: String, _ bytes: [UInt8], name: String? = nil) {
    self.path = path
    self.bytes = bytes
    self.name = name ?? path
  }

  /// Describes a file that is to hold a text.
  public init(_ path: String, _ text: String, name: String? = nil) {
    self.init(path, Array(text.utf8), name: name)
  }
}
