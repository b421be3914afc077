// SPDX-License-Identifier: MIT

import Glibc

/// The words of the last failed system call.
func lastSystemError() -> String {
  guard let text = unsafe strerror(errno) else { return "error \(errno)" }
  return unsafe String(cString: text)
}
