// SPDX-License-Identifier: MIT

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Paths as the kernel sees them.
enum FilePath {
  /// The absolute path without symbolic links of the folder that holds a file, or of the nearest
  /// folder above it that exists.
  static func resolved(_ path: String) -> String {
    var folder = path
    while let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
      folder = String(folder[..<slash])
      if let resolved = realpath(folder, nil) {
        defer { free(resolved) }
        return String(cString: resolved)
      }
    }
    guard !path.hasPrefix("/"), let current = realpath(".", nil) else { return "/" }
    defer { free(current) }
    return String(cString: current)
  }
}
