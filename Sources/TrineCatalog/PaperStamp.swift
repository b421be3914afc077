// SPDX-License-Identifier: MIT

/// What a note's file looked like when it was last read; another look means it must be read again.
public struct PaperStamp: Hashable, Sendable {
  /// Bytes.
  public var size: Int
  /// Nanoseconds from 1970 to its last change.
  public var modified: Int

  /// Describes a file.
  public init(size: Int, modified: Int) {
    self.size = size
    self.modified = modified
  }
}
