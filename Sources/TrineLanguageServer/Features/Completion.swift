// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineNotes

/// What could stand where somebody is writing a link.
struct Completion {
  /// What is being written.
  private enum Wanted {
    /// Behind `[[`.
    case page(typed: String)
    /// Behind `@`, or as a paper of an experiment.
    case paper(typed: String)
    /// Behind `[[key#` or a claim's `key#`.
    case part(of: String, typed: String)
    /// Behind `[[run:`.
    case run(typed: String)
    /// Behind `[[exp:`.
    case experiment(typed: String)
  }

  private let library: Library

  init(_ library: Library) {
    self.library = library
  }

  /// The protocol's list; `null` where no link is being written.
  func items(at place: DocumentPlace) throws -> JSONValue {
    let isNote = place.file.hasSuffix(".md")
    guard let wanted = isNote ? Self.wanted(place.before) : Self.wantedInExperiment(place) else {
      return .null
    }
    let items =
      switch wanted {
      case .page(let typed): try pages(typed, place)
      case .paper(let typed): try papers(typed, place)
      case .part(let key, let typed): try parts(of: key, typed, place)
      case .run(let typed): try runs(typed, place)
      case .experiment(let typed): try experiments(typed, place)
      }
    return .object(["isIncomplete": .bool(false), "items": .array(items)])
  }
}

// MARK: - What is being written

extension Completion {
  private static func wanted(_ before: String) -> Wanted? {
    if let open = before.ranges(of: "[[").last, !before[open.upperBound...].contains("]]") {
      let typed = before[open.upperBound...]
      return typed.contains("|") ? nil : wanted(typed: typed)
    }
    let typed = before.reversed().prefix { isKey($0) }
    return isCitation(before.dropLast(typed.count)) ? .paper(typed: String(typed.reversed())) : nil
  }

  /// Whether a text ends as a citation begins: `@`, `-@` or `@{`, and no letter before it.
  private static func isCitation(_ text: Substring) -> Bool {
    var text = text
    if text.last == "{" { text.removeLast() }
    guard text.popLast() == "@" else { return false }
    if text.last == "-" { text.removeLast() }
    return text.last.map { !isKey($0) } ?? true
  }

  private static func wanted(typed: Substring) -> Wanted {
    if typed.hasPrefix("run:") { return .run(typed: String(typed.dropFirst(4))) }
    if typed.hasPrefix("exp:") { return .experiment(typed: String(typed.dropFirst(4))) }
    guard let mark = typed.firstIndex(of: "#") else { return .page(typed: String(typed)) }
    return .part(
      of: String(typed[..<mark]),
      typed: String(typed[typed.index(after: mark)...])
    )
  }

  /// Behind `papers:` and `claim:`, on their line or in the list below.
  private static func wantedInExperiment(_ place: DocumentPlace) -> Wanted? {
    let before = place.before
    let typed = String(before.reversed().prefix { isKey($0) || $0 == "#" }.reversed())
    let line = before.dropLast(typed.count)
    if line.contains("claim:"), typed.contains("#") { return wanted(typed: typed[...]) }
    if line.contains("claim:") { return .paper(typed: typed) }
    if line.contains("papers:") { return .paper(typed: typed) }
    guard line.allSatisfy({ $0 == " " || $0 == "-" }), line.contains("-") else { return nil }
    let above = (0..<place.position.line).reversed().lazy.map(place.document.line)
    let header = above.first { !$0.allSatisfy(\.isWhitespace) && !isItem($0) }
    return header?.hasPrefix("papers:") == true ? .paper(typed: typed) : nil
  }

  private static func isItem(_ line: String) -> Bool {
    line.drop { $0 == " " }.first == "-"
  }

  private static func isKey(_ character: Character) -> Bool {
    CitationKey("x\(character)") != nil
  }
}

// MARK: - Items

extension Completion {
  /// Of more runs than these the newest are offered before `run:` is typed.
  private static let mostRuns = 100

  /// All that double brackets can name.
  private func pages(_ typed: String, _ place: DocumentPlace) throws -> [JSONValue] {
    let newest = try library.catalog.runRows(limit: Self.mostRuns)
    return try papers(typed, place) + topics(typed, place)
      + experiments(typed, place, prefix: "exp:")
      + newest.map { item("run:\($0.id)", detail: $0.status.rawValue, kind: 23, typed, place) }
  }

  private func papers(_ typed: String, _ place: DocumentPlace) throws -> [JSONValue] {
    try library.catalog.papers().map { entry in
      let note = entry.note
      return item(
        "\(note.citekey)",
        detail: [note.shortAuthors, note.year.map(String.init) ?? ""].filter { !$0.isEmpty }
          .joined(separator: " "),
        // Words of the title find it, too.
        filter: "\(note.citekey) \(note.title)",
        note: ([note.title] + note.lines.map { "- \($0)" }).joined(separator: "\n"),
        kind: 18,
        typed,
        place
      )
    }
  }

  private func topics(_ typed: String, _ place: DocumentPlace) throws -> [JSONValue] {
    try library.catalog.pages(.topic).map { topic in
      item(
        topic.name,
        detail: topic.title,
        filter: "\(topic.name) \(topic.title)",
        kind: 17,
        typed,
        place
      )
    }
  }

  private func parts(of key: String, _ typed: String, _ place: DocumentPlace) throws -> [JSONValue]
  {
    guard let page = try library.page(of: .note(key)),
      let text = library.document(page.file)?.text
    else { return [] }
    let claims = PageReader.claims(text).map { claim in
      item(claim.id, detail: claim.statement, kind: 12, typed, place)
    }
    guard place.file.hasSuffix(".md") else { return claims }
    return claims
      + PageReader.headings(text).map { item($0.title, detail: "heading", kind: 15, typed, place) }
  }

  private func runs(_ typed: String, _ place: DocumentPlace) throws -> [JSONValue] {
    try library.catalog.runRows(metrics: ["test/accuracy"]).map { run in
      let accuracy = run.metrics["test/accuracy"].map { ", test/accuracy \($0.fixed(4))" } ?? ""
      return item("\(run.id)", detail: run.status.rawValue + accuracy, kind: 23, typed, place)
    }
  }

  private func experiments(
    _ typed: String,
    _ place: DocumentPlace,
    prefix: String = ""
  ) throws -> [JSONValue] {
    try library.catalog.pages(.experiment).map { page in
      item(prefix + page.name, detail: page.title, kind: 8, typed, place)
    }
  }

  /// An item that takes the place of what has been typed; `kind` is one of the protocol's
  /// `CompletionItemKind`s, which only choose an icon.
  private func item(
    _ label: String,
    detail: String,
    filter: String? = nil,
    note: String? = nil,
    kind: Int,
    _ typed: String,
    _ place: DocumentPlace
  ) -> JSONValue {
    let start = TextPosition(
      line: place.position.line,
      character: place.position.character - typed.utf16.count
    )
    let range: JSONValue = .object(["start": start.json, "end": place.position.json])
    var members: [String: JSONValue] = [
      "label": .string(label),
      "detail": .string(detail),
      "kind": .integer(kind),
      "textEdit": .object(["range": range, "newText": .string(label)]),
    ]
    members["filterText"] = filter.map(JSONValue.string)
    members["documentation"] = note.map {
      .object(["kind": .string("markdown"), "value": .string($0)])
    }
    return .object(members)
  }
}
