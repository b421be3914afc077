// SPDX-License-Identifier: MIT

import TrineCore

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A lock between processes, which the kernel releases however its holder ends, and a word about who
/// holds it.
public struct HeldFile: ~Copyable {
  private let file: OpenFile

  /// Takes the lock of a file, which is made where it is missing; `nil` while another process holds it.
  public init?(_ path: String) throws {
    do throws(SystemError) {
      try Folder.makeUnnamed(path.parentFolder)
      file = try OpenFile(path, O_RDWR | O_CREAT)
      guard file.tryLock() else { return nil }
      file.replaceAll(with: "\(getpid())\n")
    } catch {
      throw Diagnostic.cannotWrite(path, error)
    }
  }

  /// Waits for the lock, at most so long; `nil` when another process holds it for longer.
  public init?(_ path: String, waitingSeconds seconds: Double) throws {
    for _ in 0..<max(1, Int(seconds * 100)) {
      if let held = try HeldFile(path) {
        self = held
        return
      }
      usleep(10_000)
    }
    return nil
  }

  /// Lets go of the lock.
  public consuming func release() {}

  /// The id of the process that took the lock last.
  public static func holder(of path: String) -> Int32? {
    guard let text = try? FileText.read(path) else { return nil }
    return Int32(text.prefix { $0.isNumber })
  }
}
