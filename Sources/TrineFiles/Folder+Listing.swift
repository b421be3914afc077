// SPDX-License-Identifier: MIT

import TrineCore

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// What a folder's listing says of a file: another size or time means that it was written since.
public struct FileStamp: Hashable, Sendable {
  /// Its name in the folder.
  public var name: String
  /// Bytes.
  public var size: Int
  /// Nanoseconds from 1970 to its last change, of bytes or name.
  ///
  /// Programs that copy or unpack files set back the time of the bytes alone. Of what is no regular file it
  /// is its kind and permissions.
  public var modified: Int
  /// Whether it is a regular file, or a link to one.
  public var isRegular = true

  /// What has a name in an open folder, which may be no regular file: a pipe, a folder, or a link that leads
  /// nowhere; `nil` when it is gone.
  fileprivate init?(_ name: String, in folder: Int32) {
    var status = stat()
    if unsafe fstatat(folder, name, &status, 0) == 0, status.st_mode & S_IFMT == S_IFREG {
      self.init(name: name, status)
    } else if unsafe fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
      self.init(name: name, status)
      (size, modified, isRegular) = (0, Int(status.st_mode), false)
    } else {
      return nil
    }
  }

  private init(name: String, _ status: stat) {
    self.name = name
    size = Int(status.st_size)
    modified = status.st_ctim.tv_sec * 1_000_000_000 + status.st_ctim.tv_nsec
  }

  /// What is at a path; `nil` when that is no regular file.
  public init?(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(name: String(path.split(separator: "/").last ?? ""), status)
  }
}

extension Folder {
  /// The names in a folder that end in `suffix`, sorted by their bytes, hidden ones left out; none
  /// where there is no folder, or none that can be read.
  public static func names(in path: String, suffix: String = "") -> [String] {
    (try? readNames(in: path, suffix: suffix)) ?? []
  }

  /// The names in a folder that end in `suffix`, sorted by their bytes, hidden ones left out.
  public static func readNames(
    in path: String,
    suffix: String = ""
  ) throws(SystemError) -> [String] {
    try listing(path, suffix: suffix) { names, _ in names.sorted(by: precedes) }
  }

  /// The regular files of a folder whose names end in `suffix`, sorted by the names' bytes, hidden
  /// ones left out.
  public static func files(
    in path: String,
    suffix: String = ""
  ) throws(SystemError) -> [FileStamp] {
    try entries(in: path, suffix: suffix).filter(\.isRegular).sorted { precedes($0.name, $1.name) }
  }

  /// The same in no order, with what is no regular file, and cannot be read as one.
  public static func entries(
    in path: String,
    suffix: String = ""
  ) throws(SystemError) -> [FileStamp] {
    try listing(path, suffix: suffix) { names, folder in
      // Whoever opens a workspace asks for thousands, which two cores answer in half the time.
      ConcurrentMap(names, by: 256) { FileStamp($0, in: folder) }.compactMap(\.self)
    }
  }

  /// Whether a name's bytes come first.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    let (left, right) = (left.utf8.span, right.utf8.span)
    for index in 0..<min(left.count, right.count) where left[index] != right[index] {
      return left[index] < right[index]
    }
    return left.count < right.count
  }

  /// Removes what processes left in a folder that died while they wrote a file, as all listings do.
  public static func sweep(_ path: String) {
    try? listing(path, suffix: "") { _, _ in }
  }

  /// A name under which a file may grow that no listing shows and that is swept when this process dies.
  public static func hiddenName() -> String { HiddenFile.freeName }

  /// Calls `body` with the names, in no order, and the folder's descriptor.
  private static func listing<Result>(
    _ path: String,
    suffix: String,
    _ body: ([String], Int32) -> Result
  ) throws(SystemError) -> Result {
    guard let folder = unsafe opendir(path) else { throw SystemError(code: errno) }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name.hasPrefix(".") {
        HiddenFile.sweep(name, in: path)
      } else if name.hasSuffix(suffix) {
        names.append(name)
      }
    }
    return unsafe body(names, dirfd(folder))
  }
}
