// SPDX-License-Identifier: MIT

/// Paths as text: absolute, without `.`, `..` and doubled slashes.
///
/// Links stay as the user wrote them.
enum AbsolutePath {
  /// The absolute form of a path that is relative to a folder.
  static func of(_ path: String, in folder: String) -> String {
    let whole = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// A folder and those above it, the innermost first.
  static func ancestors(of folder: String) -> [String] {
    let parts = folder.split(separator: "/")
    return (0...parts.count).reversed().map { "/" + parts.prefix($0).joined(separator: "/") }
  }

  /// The last part of a path; for the root, the slash.
  static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? "/"
  }
}
