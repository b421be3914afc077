// SPDX-License-Identifier: MIT

import Glibc
import TrineMPI

extension Pulse {
  /// Seconds before its end at which a wait begins to look at the clock all the time: more than a
  /// sleep is late by.
  private static let margin = 100e-6
  /// The longest sleep, so that a wait shows signs of life.
  private static let longestSleep = 0.2

  /// Waits for a moment on this machine's clock, to the microsecond where the rank has a core: on
  /// purpose, and so with signs of life however long that is.
  func wait(until deadline: Double) {
    while true {
      let rest = deadline - MonotonicClock.seconds
      guard rest > 0 else { return }
      if rest > Self.margin {
        usleep(UInt32(min(rest - Self.margin, Self.longestSleep) * 1e6))
        beat()
      } else {
        sched_yield()
      }
    }
  }
}
