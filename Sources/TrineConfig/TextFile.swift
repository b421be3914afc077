// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCore

/// Reads whole text files, and says what is wrong with those that cannot be read.
enum TextFile {
  /// The text of a file; `kind` names it in messages.
  static func read(_ path: String, kind: String) throws -> String {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Diagnostic.missing(path, kind: kind)
    }
    guard !isFolder else { throw Diagnostic.isFolder(path, kind: kind) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostic.unreadable(path)
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Diagnostic.notText(path, line: firstBadLine(data))
    }
    return text
  }

  private static func firstBadLine(_ data: Data) -> Int {
    let lines = data.split(separator: 0x0A, omittingEmptySubsequences: false)
    return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func missing(_ path: String, kind: String) -> Diagnostic {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    let prefix = parts.count > 1 ? folder + "/" : ""
    let names = neighbours(in: folder.isEmpty && parts.count == 1 ? "." : folder + "/")
    let wanted = parts.last.map(String.init) ?? path
    let nearest =
      names.contains("\(wanted).yaml") ? "\(wanted).yaml" : nearestName(to: wanted, among: names)
    let listed = names.isEmpty ? "check the path" : "there are \(names.joined(separator: ", "))"
    return Diagnostic(
      .usage,
      at: SourceLocation(file: path),
      "there is no such \(kind)",
      fix: nearest.map { "did you mean '\(prefix)\($0)'?" } ?? listed
    )
  }

  private static func neighbours(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
  }

  fileprivate static func isFolder(_ path: String, kind: String) -> Diagnostic {
    Diagnostic(
      .usage,
      at: SourceLocation(file: path),
      "this is a folder, not an \(kind)",
      fix: "name a file"
    )
  }

  fileprivate static func unreadable(_ path: String) -> Diagnostic {
    Diagnostic(
      .failure,
      at: SourceLocation(file: path),
      "the file cannot be read",
      fix: "check its permissions with ls -l"
    )
  }

  fileprivate static func notText(_ path: String, line: Int) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path, line: line),
      "the line is not UTF-8",
      fix: "save the file as UTF-8"
    )
  }
}
