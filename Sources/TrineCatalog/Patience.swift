// SPDX-License-Identifier: MIT

import GRDB

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Waiting, in short steps and not for ever.
struct Patience {
  /// How long to try.
  var seconds: Double

  /// Tries until `attempt` is true or the time is over; tells which.
  func until(_ attempt: () throws -> Bool) rethrows -> Bool {
    let step = 0.005
    for _ in 0...Int(seconds / step) {
      if try attempt() { return true }
      usleep(UInt32(step * 1e6))
    }
    return false
  }

  /// Runs `body` again for as long as the database is busy; the last error is thrown.
  func retry(_ body: () throws -> Void) throws {
    var busy: DatabaseError?
    let isDone = try until {
      do {
        try body()
        return true
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        busy = error
        return false
      }
    }
    if !isDone, let busy { throw busy }
  }
}
