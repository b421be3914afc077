// SPDX-License-Identifier: MIT

import Glibc
import TrineCore

/// Keeps two commands from resuming one run at the same time.
///
/// The kernel lets go of it however its holder ends. It is on the folder: files in it are locked for
/// a moment by whoever appends to them.
final class RunLock {
  private let file: Int32

  /// Takes the lock; `nil` when another process has it.
  init?(_ folder: RunFolder) {
    let file = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      return nil
    }
    self.file = file
  }

  deinit {
    close(file)
  }
}
