// SPDX-License-Identifier: MIT

import CTrineFiles

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// What a file is to hold, written under a hidden name beside it until it is on the disk.
///
/// Whatever goes wrong, the hidden file is removed; only a crash leaves one behind, nothing that lists a
/// folder sees it, and a later listing removes it.
final class HiddenFile {
  /// A call that gives a file a second name, as `link(2)` does.
  typealias Link = (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32

  private let path: String
  private let hidden: String

  /// Writes bytes, which need not be on the disk yet.
  init(for path: String, _ bytes: [UInt8]) throws(SystemError) {
    self.path = path
    hidden = "\(path.parentFolder)/\(Self.freeName)"
    try OpenFile(hidden, O_WRONLY | O_CREAT | O_EXCL).write(bytes)
  }

  /// Writes bytes that are to be exchanged with a file's, with its permissions.
  init(for path: String, _ bytes: [UInt8], old: [UInt8], mode: mode_t) throws(SystemError) {
    self.path = path
    let name = String(path.split(separator: "/").last ?? "")
    hidden = "\(path.parentFolder)/\(Self.exchangeName(of: name, old, bytes))"
    let file = try OpenFile(hidden, O_WRONLY | O_CREAT | O_EXCL)
    file.takeMode(mode)
    try file.write(bytes)
  }

  deinit {
    unsafe unlink(hidden)
  }

  /// Waits until the text is on the disk.
  func sync() throws(SystemError) {
    try OpenFile(hidden, O_RDONLY).sync()
  }

  /// Gives the file its name unless it is taken: of two that try at once one fails with `EEXIST`.
  func takeName(link: Link = unsafe link) throws(SystemError) {
    do throws(SystemError) {
      _ = try SystemError.check { unsafe link(hidden, path) }
    } catch  where [EPERM, ENOTSUP, ENOSYS, EMLINK].contains(error.code) {
      // Some file systems (FAT, a few network ones) have no second names: an empty file holds the
      // place until the whole one is moved to it.
      _ = try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL)
      try replaceNamed()
    }
    unsafe unlink(hidden)
  }

  /// Gives the file its name, or says that it is taken.
  func takeFreeName() throws(SystemError) -> Bool {
    do throws(SystemError) {
      unsafe try takeName()
      return true
    } catch  where error.code == EEXIST {
      return false
    }
  }

  /// Gives the file its name, in the place of what had it.
  func replaceNamed() throws(SystemError) {
    _ = try SystemError.check { unsafe rename(hidden, path) }
  }

  /// Exchanges the file with the one that has its name: what was there is hidden now.
  /// - Returns: `false`, with nothing changed, where the file system does not know how.
  func exchange() throws(SystemError) -> Bool {
    do throws(SystemError) {
      _ = try SystemError.check { unsafe trine_files_exchange(hidden, path) }
      return true
    } catch  where [EINVAL, ENOSYS, ENOTSUP].contains(error.code) {
      return false
    }
  }

  /// Whether these are all bytes that are hidden, and nobody is writing more.
  func holds(_ bytes: [UInt8]) -> Bool {
    guard let file = try? OpenFile(hidden, O_RDONLY), !file.hasWriter() else { return false }
    return (try? file.bytes()) == bytes
  }

  /// Gives what is hidden a name that everybody sees, beside the file's own.
  func showBeside() throws(SystemError) -> String {
    try Self.show(hidden, beside: path)
  }

  /// Gives a hidden file a name beside another.
  static func show(_ hidden: String, beside path: String) throws(SystemError) -> String {
    for number in 1...999 {
      let name = "\(path).conflict-\(number)"
      do throws(SystemError) {
        _ = try SystemError.check { unsafe trine_files_move(hidden, name) }
        return name
      } catch  where error.code == EEXIST {
        continue
      }
    }
    throw SystemError(code: EEXIST)
  }
}
