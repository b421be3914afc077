// SPDX-License-Identifier: MIT

import Glibc
import TrineFiles

/// The last line of a file of lines, which its writer may have been killed in the middle of.
enum LastLine {
  /// Gives it an end, so that what another writer adds begins on a line of its own.
  static func end(_ path: String) throws {
    if isTorn(path) { try FileText.append(line: "", to: path) }
  }

  private static func isTorn(_ path: String) -> Bool {
    let handle = open(path, O_RDONLY | O_CLOEXEC)
    guard handle >= 0 else { return false }
    defer { close(handle) }
    var last: UInt8 = 0
    let place = lseek(handle, -1, SEEK_END)
    return place >= 0 && pread(handle, &last, 1, place) == 1 && last != UInt8(ascii: "\n")
  }
}
