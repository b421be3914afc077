// SPDX-License-Identifier: MIT

public import TrineCore

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

extension Diagnostic {
  /// Why a file cannot be read, and what helps; messages call it `name`, by default its path.
  public static func cannotRead(
    _ path: String,
    _ error: SystemError,
    kind: FileKind = .file,
    as name: String? = nil
  ) -> Diagnostic {
    let (cause, found, fix) =
      switch error.code {
      case ENOENT where FileText.isLink(path):
        (Cause.failure, "this symbolic link leads nowhere", "see where: ls -l \(path.shellQuoted)")
      case ENOENT: (kind.causeWhenMissing, "there is no such \(kind.name)", suggestion(path, kind))
      case ENOTDIR:
        (kind.causeWhenMissing, "\(path.nearestThere) is a file, not a folder", "check the path")
      case EISDIR:
        (kind.causeWhenMissing, "this is a folder, not \(kind.nameWithArticle)", "name a file")
      case EACCES, EPERM: (.failure, "cannot be read: \(error.text)", permission(path))
      default:
        (
          Cause.failure, "cannot be read: \(error.text)",
          "see what it is: ls -l \(path.shellQuoted)"
        )
      }
    return Diagnostic(cause, at: SourceLocation(file: name ?? path), found, fix: fix)
  }

  /// How to open a file, or the folder that hides it.
  private static func permission(_ path: String) -> String {
    let nearest = path.nearestThere
    return "allow reading: chmod \(Folder.exists(nearest) ? "u+rx" : "u+r") \(nearest.shellQuoted)"
  }

  /// The nearest name of that kind in a missing file's folder, or all there are.
  private static func suggestion(_ path: String, _ kind: FileKind) -> String {
    let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let (folder, name) = (path[..<slash], String(path[slash...]))
    let names = kind.suffixes.flatMap { Folder.names(in: path.parentFolder, suffix: $0) }
      .filter { !kind.strangers.contains($0) }.sorted()
    let whole = kind.suffixes.map { name + $0 }.first(where: names.contains)
    if let nearest = whole ?? nearestName(to: name, among: names) {
      return "did you mean '\(folder)\(nearest)'?"
    }
    return names.isEmpty ? "check the path" : "there are \(names.joined(separator: ", "))"
  }
}
