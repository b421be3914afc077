// SPDX-License-Identifier: MIT

import Glibc
import TrineCore

extension Collection<UInt8> {
  /// Up to eight bytes as a number, the lowest first.
  var littleEndian: UInt64 { reversed().reduce(0) { $0 << 8 | UInt64($1) } }
}

/// The bytes of a file as they are stored.
struct RawFile: ~Copyable {
  private let descriptor: Int32
  /// How many there are.
  let length: Int

  init(_ path: String) throws {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Diagnostic.unreadable(path, lastSystemError()) }
    length = Int(lseek(descriptor, 0, SEEK_END))
  }

  deinit {
    close(descriptor)
  }

  /// `count` bytes from `offset` on, or fewer where the file ends.
  borrowing func bytes(_ offset: Int, _ count: Int) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    let descriptor = descriptor
    let found = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe pread(descriptor, bytes.baseAddress, count, off_t(max(0, offset)))
    }
    return Array(buffer.prefix(max(0, found)))
  }
}
