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

  /// Takes the file, and makes it where it is missing; `nil` while another holds it.
  ///
  /// It does not wait, for who asks may be one of few threads that others need to get on.
  public static func take(_ path: String) throws -> TurnFile? {
    do throws(SystemError) {
      try Folder.makeUnnamed(path.parentFolder)
      let file = try OpenFile(path, O_RDWR | O_CREAT)
      guard file.tryLock() else { return nil }
      return TurnFile(file: file, path: path)
    } catch {
      throw Diagnostic.cannotWrite(path, error)
    }
  }

  private init(file: consuming OpenFile, path: String) {
    self.file = file
    self.path = path
  }

  /// Seconds since the last turn began, 0 when the clock was set back; `nil` when there was none.
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
