// SPDX-License-Identifier: MIT

import FoundationEssentials
public import TrineCore
import TrineFiles

/// Makes a folder a workspace.
public enum WorkspaceMaker {
  /// Writes what a workspace begins with; a file that is there already stays as it is.
  ///
  /// In a folder that is a workspace already, what is missing is written in the language it has.
  /// - Parameters:
  ///   - directory: the folder, absolute or relative to the current one; made if need be.
  ///   - name: the workspace's name; default the folder's.
  ///   - language: the language of templates and reports.
  ///   - timeZone: an IANA name such as `Asia/Tokyo`.
  ///   - today: the day in the first note.
  /// - Returns: the files that were written, relative to the folder.
  /// - Throws: a `Diagnostic` that names the folder or file that could not be made, and why.
  public static func make(
    at directory: String,
    name: String? = nil,
    language: Language = .en,
    timeZone: String,
    today: Day
  ) throws -> [String] {
    let root = AbsolutePath.of(directory, in: FileManager.default.currentDirectoryPath)
    guard TimeZoneName.zone(timeZone) != nil else { throw Diagnostic.noTimeZone(timeZone) }
    let existing = try? WorkspaceFinder.find(from: root, explicit: root).settings
    let files = WorkspaceTemplate.files(
      name: name ?? AbsolutePath.name(of: root),
      language: existing?.language ?? language,
      timeZone: timeZone,
      today: today
    )
    for folder in WorkspaceTemplate.folders { try Folder.make("\(root)/\(folder)") }
    let taken = try FileText.create(files.map { NewFile("\(root)/\($0.path)", $0.text) })
    let written = files.map(\.path).filter { !taken.contains("\(root)/\($0)") }
    return written.contains(ignoreFile) ? written : written + (try ignoreInside(root))
  }

  private static let ignoreFile = ".gitignore"

  /// Where a `.gitignore` is there already and does not name the runs' folder, one inside it does.
  private static func ignoreInside(_ root: String) throws -> [String] {
    let text = (try? FileText.read("\(root)/\(ignoreFile)")) ?? ""
    let names = text.split(whereSeparator: \.isNewline).map { $0.filter { $0 != "/" } }
    guard !names.contains(".trine") else { return [] }
    let file = ".trine/\(ignoreFile)"
    return try FileText.create(NewFile("\(root)/\(file)", "*\n")) ? [file] : []
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noTimeZone(_ name: String) -> Diagnostic {
    Diagnostic(
      .usage,
      "'\(name)' is not an IANA time zone",
      fix: TimeZoneName.fix(for: name) ?? "name one such as Asia/Tokyo"
    )
  }
}
