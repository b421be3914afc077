// SPDX-License-Identifier: MIT

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
}
