// SPDX-License-Identifier: MIT

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

extension String {
  /// The path without symbolic links, so that a link to a file stays one; one that leads nowhere as it is.
  public var resolved: String {
    guard let path = unsafe realpath(self, nil) else { return self }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }
}

/// A text that is a path.
extension String {
  /// The folder a path lies in: `a` of `a/b` and `a/b/`, `.` of `a`, `/` of `/a` and `/`.
  public var parentFolder: String {
    let parts = split(separator: "/").dropLast().joined(separator: "/")
    return hasPrefix("/") ? "/\(parts)" : parts.isEmpty ? "." : parts
  }

  /// The path itself or the nearest above it at which something lies.
  var nearestThere: String {
    var status = stat()
    if unsafe lstat(self, &status) == 0 || self == parentFolder { return self }
    return parentFolder.nearestThere
  }
}
