// SPDX-License-Identifier: MIT

import TrineCore

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Whole files as bytes, for those who have words of their own for what may go wrong.
public enum FileBytes {
  /// All bytes of a file, or of whatever can be read to an end, such as `/dev/stdin`.
  public static func read(_ path: String) throws(SystemError) -> [UInt8] {
    try OpenFile(path, O_RDONLY).bytes()
  }

  /// All bytes of a regular file; a pipe that nobody writes to is not waited for.
  public static func readFile(_ path: String) throws(SystemError) -> [UInt8] {
    try OpenFile.regular(path).bytes()
  }

  /// The first bytes of a regular file, `count` of them if there are so many.
  public static func first(_ count: Int, of path: String) throws(SystemError) -> [UInt8] {
    try OpenFile.regular(path).bytes(atMost: count)
  }
}
