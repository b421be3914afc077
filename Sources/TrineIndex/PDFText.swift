// SPDX-License-Identifier: MIT

import FoundationEssentials
public import TrineCore
import TrineFiles

/// The text of the PDF beside a paper's note, as `pdftotext` of poppler finds it.
///
/// It is kept in `.trine/text` under a first line that says what the PDF looked like, and made anew when
/// the PDF looks otherwise, or when it is gone: the PDF stays the truth.
public struct PDFText: Sendable {
  /// Why there are no words of a PDF in the search.
  public enum Lack: Sendable {
    /// There is no `pdftotext`.
    case program
    /// It found no text, as in pages that were scanned.
    case text
  }

  private let workspace: Workspace
  /// The name of note and PDF without folder and ending.
  private let stem: String

  /// The longest text that is searched, in bytes; longer than the longest books'.
  private static let longest = 4 << 20

  /// Names the text of a paper by its note's file, relative to the workspace.
  public init(note file: String, in workspace: Workspace) {
    self.workspace = workspace
    stem = String((file.split(separator: "/").last ?? "").dropLast(".md".count))
  }

  /// The PDF, relative to the workspace.
  public var pdf: String { "\(Workspace.papers)/\(stem).pdf" }

  private var file: String { workspace.path("\(Workspace.texts)/\(stem).txt") }

  /// What was kept of the PDF as it is now; `nil` when nothing was, and nothing is made.
  public var text: String? { head.flatMap(kept) }

  /// Why a PDF that is there is not searched; `nil` when it is.
  public var lack: Lack? {
    guard let text else { return .program }
    return text.allSatisfy(\.isWhitespace) ? .text : nil
  }
}

// MARK: - Making it

extension PDFText {
  /// The text of the PDF as it is now; empty when there is none, or no `pdftotext`.
  func refreshed() -> String {
    guard let head else {
      forget()
      return ""
    }
    if let text = kept(under: head) { return text }
    guard let text = made() else { return "" }
    // One that cannot be kept is made again the next time.
    try? FileText.replace(file, with: head + text)
    return text
  }

  /// Removes what was kept, of a PDF or a note that is gone.
  func forget() {
    try? FileMove.remove(file)
  }

  /// The first line of a text made of the PDF as it is now; `nil` when there is no PDF.
  private var head: String? {
    FileStamp(of: workspace.path(pdf)).map { "\($0.size) \($0.modified)\n" }
  }

  private func kept(under head: String) -> String? {
    guard let bytes = try? FileBytes.read(file), bytes.starts(with: head.utf8) else { return nil }
    return String(decoding: bytes[head.utf8.count...], as: UTF8.self)
  }

  /// Runs the program; what it cannot read has no text, `nil` is for no program.
  private func made() -> String? {
    let folder = workspace.path(Workspace.texts)
    let draft = "\(folder)/\(Folder.hiddenName())"
    try? Folder.make(folder)
    Folder.sweep(folder)
    defer { try? FileManager.default.removeItem(atPath: draft) }
    let run = HelperProgram.run(
      "pdftotext",
      ["-q", "-nopgbrk", "-enc", "UTF-8", workspace.path(pdf), draft],
      atMost: 60
    )
    switch run {
    case .missing: return nil
    case .failed: return ""
    case .done:
      let bytes = (try? FileBytes.read(draft)) ?? []
      return String(decoding: bytes.prefix(Self.longest), as: UTF8.self)
    }
  }
}
