// SPDX-License-Identifier: MIT

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

extension HiddenFile {
  private static let (prefix, suffix) = (".trine-", ".tmp")

  /// For how long one stays, in seconds: on a network file system its process may live on another machine,
  /// where none needs as long.
  private static let patience = 60

  /// A name that no other file has, and that says whose it is.
  static var freeName: String { "\(prefix)\(getpid())-\(UInt64.random(in: 0 ... .max))\(suffix)" }

  /// Removes a file from an open folder when it is what a process left that died before the file had its
  /// name; any other stays.
  static func sweep(_ name: String, in folder: Int32) {
    guard let process = process(of: name), kill(process, 0) != 0, errno == ESRCH else {
      return
    }
    var status = stat()
    guard unsafe fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
      status.st_mode & S_IFMT == S_IFREG, status.st_mtim.tv_sec < time(nil) - patience
    else { return }
    _ = unsafe unlinkat(folder, name, 0)
  }

  /// The process that made a file of such a name.
  private static func process(of name: String) -> pid_t? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    let numbers = name.dropFirst(prefix.count).dropLast(suffix.count).split(separator: "-")
    guard numbers.count == 2, let process = pid_t(numbers[0]), process > 0,
      UInt64(numbers[1]) != nil
    else { return nil }
    return process
  }
}
