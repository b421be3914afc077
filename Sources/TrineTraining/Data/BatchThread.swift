// SPDX-License-Identifier: MIT

import Glibc
import Synchronization
import TrineCore

/// A thread that fills slots in the order they are requested.
///
/// A slot belongs to the caller until `request()`, then to the thread, and to the caller again when
/// `wait()` has returned for it. The two semaphores hand it over, so that at no time two threads
/// touch the same slot.
@safe
final class BatchThread {
  /// What both threads hold.
  private final class Exchange {
    let slots: [BatchSlot]
    let requested = Semaphore()
    let filled = Semaphore()
    let isStopping = Atomic(false)

    init(_ slots: [BatchSlot]) {
      self.slots = slots
    }

    /// What the thread does.
    func run() {
      var next = 0
      while true {
        requested.wait()
        guard !isStopping.load(ordering: .acquiring) else { return }
        slots[next].rows.fill()
        next = (next + 1) % slots.count
        filled.signal()
      }
    }
  }

  private let exchange: Exchange
  private let thread: pthread_t

  /// Starts the thread.
  init(_ slots: [BatchSlot]) throws {
    exchange = Exchange(slots)
    thread = try Self.start(exchange)
  }

  deinit {
    exchange.isStopping.store(true, ordering: .releasing)
    exchange.requested.signal()
    pthread_join(thread, nil)
  }

  /// Has the next slot filled; slots take turns.
  func request() {
    exchange.requested.signal()
  }

  /// Waits until the next slot is filled.
  func wait() {
    exchange.filled.wait()
  }

  /// Starts it without signals, which the rank's own thread handles.
  private static func start(_ exchange: Exchange) throws -> pthread_t {
    let context = unsafe Unmanaged.passRetained(exchange)
    var (all, usual) = (sigset_t(), sigset_t())
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_SETMASK, &all, &usual)
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread,
      nil,
      { pointer in
        guard let pointer = unsafe pointer else { return nil }
        unsafe Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue().run()
        return nil
      },
      context.toOpaque()
    )
    unsafe pthread_sigmask(SIG_SETMASK, &usual, nil)
    guard code == 0 else {
      unsafe context.release()
      throw Diagnostic.noThread(unsafe String(cString: strerror(code)))
    }
    return thread
  }
}

extension Diagnostic {
  fileprivate static func noThread(_ reason: String) -> Diagnostic {
    Diagnostic(
      .failure,
      "the thread that prepares batches cannot be started: \(reason)",
      fix: "allow this user more threads (ulimit -u) and more memory (ulimit -v)"
    )
  }
}
