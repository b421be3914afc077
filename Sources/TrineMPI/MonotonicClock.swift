// SPDX-License-Identifier: MIT

import Glibc

/// The clock that nobody sets: CLOCK_MONOTONIC.
public enum MonotonicClock {
  /// Nanoseconds since some moment that is the same for all processes of a node.
  public static var nanoseconds: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// The same in seconds.
  public static var seconds: Double { Double(nanoseconds) * 1e-9 }
}
