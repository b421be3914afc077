// SPDX-License-Identifier: MIT

import CTrineFiles

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// An open file or folder, which is closed when nobody holds it any more.
struct OpenFile: ~Copyable {
  private let descriptor: Int32

  /// Opens a path with the flags of `open(2)`; a file that is made is as open to others as the
  /// user's `umask` lets it be.
  init(_ path: String, _ flags: Int32) throws(SystemError) {
    descriptor = try SystemError.check { unsafe open(path, flags | O_CLOEXEC, 0o666) }
  }

  /// Opens a regular file to read; what is none is not waited for.
  static func regular(_ path: String) throws(SystemError) -> OpenFile {
    let file = try OpenFile(path, O_RDONLY | O_NONBLOCK)
    let kind = file.status().st_mode & S_IFMT
    guard kind == S_IFREG else {
      throw kind == S_IFDIR ? SystemError(code: EISDIR) : .notAFile
    }
    return file
  }

  deinit {
    close(descriptor)
  }

  /// Everything from here to the end, or the first bytes of it.
  func bytes(atMost limit: Int = .max) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var count = 0
    // With room for one byte more than the file is said to have, the second call finds its end.
    var room = max(16_384, Int(status().st_size) + 1)
    repeat {
      let filled = bytes.count
      room = min(max(room, filled), limit - filled)
      bytes.append(contentsOf: repeatElement(0, count: room))
      count = try SystemError.check {
        unsafe bytes.withUnsafeMutableBytes { buffer in
          unsafe read(descriptor, buffer.baseAddress?.advanced(by: filled), room)
        }
      }
      bytes.removeLast(room - count)
      room = 16_384
    } while count > 0 && bytes.count < limit
    return bytes
  }

  /// Writes all of a text, in one call where the system takes it in one.
  func write(_ text: String) throws(SystemError) {
    try write(Array(text.utf8))
  }

  /// Writes all of some bytes, in one call where the system takes them in one.
  func write(_ bytes: [UInt8]) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = try SystemError.check {
        unsafe rest.withUnsafeBytes { unsafe Self.write(descriptor, $0.baseAddress, $0.count) }
      }
      rest = rest.dropFirst(count)
    }
  }

  private static func write(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
    unsafe Glibc.write(descriptor, start, count)
    #else
    Musl.write(descriptor, start, count)
    #endif
  }

  /// Puts a text in the place of all that is in the file; for words that nobody misses.
  func replaceAll(with text: String) {
    guard ftruncate(descriptor, 0) == 0 else { return }
    try? write(text)
  }

  /// Waits until everything is on the disk; a pipe or a terminal has none.
  func sync() throws(SystemError) {
    do throws(SystemError) {
      _ = try SystemError.check { fsync(descriptor) }
    } catch  where [EINVAL, ENOTSUP].contains(error.code) {
      return
    }
  }

  /// Waits until everything that was written to this file's file system is on the disk.
  func syncFileSystem() throws(SystemError) {
    _ = try SystemError.check { trine_files_sync_file_system(descriptor) }
  }

  /// Waits until no other process holds the file's lock, then holds it until the file is closed; a
  /// file system without locks is no reason to fail.
  func lock() {
    _ = try? SystemError.check { flock(descriptor, LOCK_EX) }
  }

  /// Takes the file's lock unless another process holds it; a file system without locks has them all free.
  func tryLock() -> Bool {
    do throws(SystemError) {
      _ = try SystemError.check { flock(descriptor, LOCK_EX | LOCK_NB) }
      return true
    } catch {
      return error.code != EWOULDBLOCK
    }
  }

  /// Writes the first byte, and with it the time of the last change.
  func writeFirst(_ byte: UInt8) throws(SystemError) {
    _ = try SystemError.check {
      unsafe withUnsafePointer(to: byte) { unsafe pwrite(descriptor, $0, 1, 0) }
    }
  }

  /// Bytes, and nanoseconds from 1970 to the last change.
  var sizeAndTime: (size: Int, modified: Int)? {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    return (Int(status.st_size), status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec)
  }

  /// Whether another process has the file open for writing; no, where nobody can tell.
  func hasWriter() -> Bool {
    trine_files_has_writer(descriptor) != 0
  }

  /// Gives the file the permissions of another.
  func takeMode(_ mode: mode_t) {
    _ = fchmod(descriptor, mode & 0o7777)
  }

  /// What the system knows of it.
  func status() -> stat {
    var status = stat()
    unsafe fstat(descriptor, &status)
    return status
  }

  /// Whether the file ends in the middle of a line.
  func endsInMidLine() -> Bool {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_size > 0 else { return false }
    var last: UInt8 = 0
    return unsafe pread(descriptor, &last, 1, status.st_size - 1) == 1 && last != UInt8(ascii: "\n")
  }
}
