// SPDX-License-Identifier: MIT

import TrineCore
import TrineFiles

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A lock between processes, which the kernel releases however its holder ends.
enum FileLock {
  /// Runs `body` while no other process does so under the same lock file.
  static func holding<T>(
    _ path: String,
    patience: Patience = Patience(seconds: 30),
    _ body: () throws -> T
  ) throws -> T {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      var problem = Diagnostic.cannotWrite(path, SystemError(code: errno))
      problem.cause = .unwritable
      throw problem
    }
    defer { close(file) }
    guard patience.until({ flock(file, LOCK_EX | LOCK_NB) == 0 }) else {
      throw Diagnostic.lockIsHeld(path, seconds: patience.seconds)
    }
    return try body()
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func lockIsHeld(_ path: String, seconds: Double) -> Diagnostic {
    Diagnostic(
      .failure,
      at: SourceLocation(file: path),
      "another process has been setting up the catalog for \(seconds.brief) s",
      fix: "wait for it or end it: `fuser \(path)` names it"
    )
  }
}
