// SPDX-License-Identifier: MIT

public import TrineCore

/// What came back from the editor.
public enum EditedTemplate: Sendable {
  /// Nothing was written: the text is empty or still the template.
  case nothing
  /// A note to store under a key; in the text only the field `citekey` was filled in.
  case note(key: CitationKey, text: String)
  /// A note no key can be made for yet, and why; its text is to be kept all the same.
  case keyless(text: String, problem: Diagnostic)

  /// Reads what came back: the key comes from `key`, else from the front matter's `citekey`, else it is
  /// made from author, year and title.
  ///
  /// Whether the note passes its checks is not asked here.
  public init(
    _ text: String,
    template: String,
    key given: CitationKey? = nil,
    holder: (CitationKey) throws -> String?
  ) {
    if text.isBlank || Self.stripped(text) == Self.stripped(template) {
      self = .nothing
      return
    }
    do {
      let key = try Self.key(of: text, given, holder)
      self = .note(key: key, text: try Self.filled(in: text, with: key))
    } catch {
      let problem = error as? Diagnostic ?? Diagnostic(.badData, "\(error)")
      self = .keyless(text: text, problem: problem)
    }
  }

  /// The lines without white space at their ends: what editors change by themselves does not count.
  private static func stripped(_ text: String) -> [String] {
    var lines = TextLines(text).lines.map { "x\($0)".trimmed }
    while lines.last == "x" { lines.removeLast() }
    return lines
  }

  private static func key(
    of text: String,
    _ given: CitationKey?,
    _ holder: (CitationKey) throws -> String?
  ) throws -> CitationKey {
    let lines = TextLines(text).lines
    var fields = NoteFields(lines, FrontMatter(in: lines), file: "")
    if let key = try given ?? written(&fields) {
      if let file = try holder(key) { throw Diagnostic.taken(key, file) }
      return key
    }
    if let finding = fields.findings.first { throw finding.withoutFile }
    let year = fields.text("year").flatMap { Int($0) }
    return try CitationKeyMaker.key(
      authors: fields.list("authors"),
      year: year,
      title: fields.text("title") ?? "",
      isTaken: { try holder($0) != nil }
    )
  }

  private static func written(_ fields: inout NoteFields) throws -> CitationKey? {
    guard let text = fields.text("citekey") else { return nil }
    guard let key = CitationKey(text) else { throw Diagnostic.notAKey(text) }
    return key
  }
}

extension EditedTemplate {
  /// The text with the key in its front matter, all other bytes as they are.
  static func filled(in text: String, with key: CitationKey) throws -> String {
    var editor = FrontMatterEditor(Array(text.utf8), file: Workspace.note(key))
    try editor.set("citekey", to: YAMLText.word(key.description))
    return String(decoding: editor.bytes, as: UTF8.self)
  }
}

// MARK: - Messages

extension Diagnostic {
  /// As it reads before the note has a file.
  fileprivate var withoutFile: Diagnostic {
    let place = location?.line.map { "line \($0): " } ?? ""
    return Diagnostic(cause, place + message, fix: fix)
  }

  fileprivate static func taken(_ key: CitationKey, _ file: String) -> Diagnostic {
    Diagnostic(
      .usage,
      "there is a note with the key '\(key)' already: \(file)",
      fix: "choose another key, or edit that note"
    )
  }

  fileprivate static func notAKey(_ text: String) -> Diagnostic {
    Diagnostic(
      .badData,
      "'citekey' is '\(text)', which cannot be a citation key",
      fix: "use ASCII letters, digits and - _ . : +, such as chen2016revisiting"
    )
  }
}
