// SPDX-License-Identifier: MIT

import TrineCore

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A file by which processes take turns: one holds it at a time, and its time says when the last turn
/// began.
///
/// Whatever becomes of its holder, the kernel lets the next one have it.
public struct TurnFile: ~Copyable {
  private let file: OpenFile
  private let path: String

  /// Waits until no other process holds the file; makes it where it is missing.
  public init(_ path: String) throws {
    do throws(SystemError) {
      try Folder.makeUnnamed(path.parentFolder)
      file = try OpenFile(path, O_RDWR | O_CREAT)
      file.lock()
      self.path = path
    } catch {
      throw Diagnostic.cannotWrite(path, error)
    }
  }

  /// Seconds since the last turn began; `nil` when there was none. A clock that was set back makes it 0.
  public var age: Double? {
    guard let (size, modified) = file.sizeAndTime, size > 0 else { return nil }
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    let difference = now.tv_sec * 1_000_000_000 + now.tv_nsec - modified
    return max(0, Double(difference) / 1e9)
  }

  /// Begins a turn.
  public func begin() throws {
    do throws(SystemError) {
      try file.writeFirst(UInt8(ascii: "\n"))
    } catch {
      throw Diagnostic.cannotWrite(path, error)
    }
  }
}
