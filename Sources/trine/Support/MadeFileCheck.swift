// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCatalog
import TrineCheck
import TrineCore
import TrineFiles
import TrineNotes
import TrineReport

/// Tells which of the files that are made from others are as they would be made now.
///
/// What was found so is remembered with the look of the file and of all sources, so that a check of a
/// workspace in which nothing changed makes no report.
struct MadeFileCheck {
  let open: OpenWorkspace
  let today: Day
  /// Counted up when reports come to say something else, so that one that was found current before is
  /// looked at again.
  private static let reportForm = 2

  /// The bibliography and the weekly reports there are.
  func states() throws -> [MadeFile] {
    let inputs = try inputs
    let known = try open.catalog.madeFiles()
    let sources = Lazy { try ReportSources(open) }
    var current: [PageStamp] = []
    let files = try stamps().map { stamp in
      if let known = known[stamp.file], known == (stamp, inputs) {
        return made(stamp.file, .current)
      }
      let state = try state(of: stamp.file, sources)
      if case .current = state { current.append(stamp) }
      return made(stamp.file, state)
    }
    do {
      try open.catalog.remember(current, madeFrom: inputs)
    } catch let problem as Diagnostic where problem.cause == .unwritable {
      // They are looked at again next time.
    }
    return files
  }

  /// What all of them are made from, as one text.
  private var inputs: String {
    get throws {
      let settings = open.workspace.settings
      return [
        try open.catalog.sourcesFingerprint(), settings.name, settings.language.rawValue,
        settings.timeZone.identifier, "\(Week(containing: today))", TrineVersion.text,
        "\(Self.reportForm)",
      ].joined(separator: "\n")
    }
  }

  private func stamps() throws -> [PageStamp] {
    try [(("notes"), "references.bib"), (Workspace.weeks, ".md")].flatMap { folder, suffix in
      let path = open.workspace.path(folder)
      guard Folder.exists(path) else { return [PageStamp]() }
      return try Folder.files(in: path, suffix: suffix).map { file in
        PageStamp(file: "\(folder)/\(file.name)", size: file.size, modified: file.modified)
      }
    }
  }

  private func made(_ file: String, _ state: MadeFile.State) -> MadeFile {
    let isBibliography = file == NoteStore.references
    return MadeFile(
      file: file,
      command: isBibliography
        ? "trine check --fix" : "trine report week \(week(file).map { "\($0)" } ?? "")",
      isBibliography: isBibliography,
      state: state
    )
  }

  /// The week a report's name says.
  private func week(_ file: String) -> Week? {
    Week(String(file.dropFirst(Workspace.weeks.count + 1).dropLast(".md".count)))
  }
}

// MARK: - States

extension MadeFileCheck {
  private func state(of file: String, _ sources: Lazy<ReportSources>) throws -> MadeFile.State {
    let text = try FileText.read(open.workspace.path(file), as: file)
    if file == NoteStore.references {
      if let foreign = open.notes.foreignReferences() { return .edited(foreign) }
      let wanted = BibTeXWriter.file(try open.catalog.bibliography())
      return text.utf8.elementsEqual(wanted) ? .current : .outOfDate
    }
    guard let week = week(file) else { return .current }
    return try state(of: week, text, sources)
  }

  private func state(
    of week: Week,
    _ text: String,
    _ sources: Lazy<ReportSources>
  ) throws -> MadeFile.State {
    let missing = try open.runsElsewhere(linkedIn: text)
    guard missing.isEmpty else { return .unverifiable(missingRuns: missing) }
    do {
      let report = try sources.value().report(week, open)
      return try report.isCurrent(text, today: today) ? .current : .outOfDate
    } catch let problem as Diagnostic {
      return .edited(problem)
    }
  }
}

/// A value that is made when it is first asked for.
final class Lazy<Value> {
  private let make: () throws -> Value
  private var made: Value?

  init(_ make: @escaping () throws -> Value) {
    self.make = make
  }

  func value() throws -> Value {
    if let made { return made }
    let value = try make()
    made = value
    return value
  }
}
