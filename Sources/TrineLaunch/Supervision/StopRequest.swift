// SPDX-License-Identifier: MIT

import Glibc
import Synchronization

/// The first signal that asked this process to stop; 0 while none has.
///
/// A signal's handler may do little more than store a number.
private let firstSignal = Atomic<Int32>(0)

/// Ctrl-C and its like, turned into a request that work in progress looks at.
///
/// From the first one on, the process no longer dies of SIGINT, SIGTERM and SIGHUP by itself. One
/// that is ignored already stays so: that is how `nohup` asks a run to outlive its terminal.
public struct StopRequest: Sendable {
  /// Listens from now on; what was asked before is forgotten.
  public init() {
    firstSignal.store(0, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var old = sigaction()
      sigaction(number, nil, &old)
      if isIgnored(old) { continue }
      Glibc.signal(number) { number in
        _ = firstSignal.compareExchange(expected: 0, desired: number, ordering: .relaxed)
      }
    }
  }

  private func isIgnored(_ action: sigaction) -> Bool {
    // SIG_IGN is the function at address 1.
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }

  /// The signal that asked first; `nil` while none has.
  public var signal: Int32? {
    let number = firstSignal.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }
}
