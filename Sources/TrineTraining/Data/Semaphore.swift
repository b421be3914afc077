// SPDX-License-Identifier: MIT

import Glibc

/// A count that one thread raises and another waits for (POSIX's unnamed semaphore).
///
/// What a thread wrote before `signal()` is seen by the one whose `wait()` it ended.
@safe
struct Semaphore: ~Copyable {
  private let semaphore: UnsafeMutablePointer<sem_t>

  /// Begins at 0.
  init() {
    unsafe semaphore = .allocate(capacity: 1)
    let code = unsafe sem_init(semaphore, 0, 0)
    precondition(code == 0, "a semaphore at 0 within a process is always possible")
  }

  deinit {
    unsafe sem_destroy(semaphore)
    unsafe semaphore.deallocate()
  }

  /// Adds 1.
  borrowing func signal() {
    unsafe sem_post(semaphore)
  }

  /// Takes 1 away as soon as there is one.
  borrowing func wait() {
    // Nothing but a signal handler ends the wait early.
    while unsafe sem_wait(semaphore) != 0 {}
  }
}
