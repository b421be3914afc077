// SPDX-License-Identifier: MIT

/// A note's file as its folder lists it: when size or time differ, the note is to be read again.
public struct NoteStamp: Hashable, Sendable {
  /// The file, relative to the workspace.
  public var file: String
  /// Its size in bytes.
  public var size: Int
  /// When it was last written, in nanoseconds since 1970.
  public var modified: Int

  /// Makes a stamp.
  public init(file: String, size: Int, modified: Int) {
    self.file = file
    self.size = size
    self.modified = modified
  }
}
