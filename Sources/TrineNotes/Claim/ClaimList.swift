// SPDX-License-Identifier: MIT

import TrineCore

/// The claims of a note: list items ``- `id` statement`` in its section of claims.
///
/// What is indented under an item belongs to its statement, but `value:` and `condition:` (値, 条件) are
/// fields of their own.
struct ClaimList {
  private(set) var claims: [PaperClaim] = []
  /// Items that name no claim, by line.
  private(set) var nameless: [Int] = []
  /// Whether the last item is a claim that lines below may belong to.
  private var isOpen = false

  init(_ section: NoteSection?) {
    for line in section?.lines ?? [] where line.kind == .text { read(line) }
  }

  private mutating func read(_ line: MarkdownLine) {
    let text = line.text.trimmed
    guard !text.isEmpty else { return }
    let isIndented = line.text.utf8.first == 0x20 || line.text.utf8.first == 0x09
    let item = Self.item(text)
    if isIndented, isOpen {
      extend(item ?? text)
    } else if let item {
      begin(item, line.number)
    } else if isOpen {
      extend(text)
    }
  }

  private mutating func begin(_ item: String, _ line: Int) {
    isOpen = false
    guard !item.isEmpty else { return }
    guard let (id, statement) = Self.named(item) else { return nameless.append(line) }
    claims.append(PaperClaim(id: id, statement: statement, line: line))
    isOpen = true
  }

  private mutating func extend(_ text: String) {
    let last = claims.count - 1
    if let value = Self.field(text, ["value", "値"]) {
      claims[last].value = value
    } else if let condition = Self.field(text, ["condition", "条件"]) {
      claims[last].condition = condition
    } else {
      claims[last].statement = ThreeLines.unwrapped(claims[last].statement + "\n" + text)
    }
  }
}

// MARK: - Items

extension ClaimList {
  /// The text behind a bullet or a number.
  private static func item(_ text: String) -> String? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    guard let mark = rest.first, (digits.isEmpty ? "-*+" : ".)").contains(mark),
      rest.dropFirst().first?.isWhitespace != false
    else { return nil }
    return rest.dropFirst().trimmed
  }

  /// The name between backticks and what follows it.
  private static func named(_ item: String) -> (id: String, statement: String)? {
    guard item.first == "`" else { return nil }
    let rest = item.dropFirst()
    guard let close = rest.firstIndex(of: "`") else { return nil }
    let id = String(rest[..<close])
    guard ClaimReference.isID(id) else { return nil }
    let statement = rest[rest.index(after: close)...].drop { $0.isWhitespace || ":：".contains($0) }
    return (id, statement.trimmed)
  }

  /// What follows one of some names and a colon of either width.
  private static func field(_ text: String, _ names: [String]) -> String? {
    for name in names {
      guard text.lowercased().hasPrefix(name) else { continue }
      let rest = text.dropFirst(name.count).drop(while: \.isWhitespace)
      if let mark = rest.first, ":：".contains(mark) { return rest.dropFirst().trimmed }
    }
    return nil
  }
}

// MARK: - Messages

extension ClaimList {
  /// Items that cannot be named by an experiment.
  var findings: [Diagnostic] {
    nameless.map { line in
      Diagnostic(
        at: SourceLocation(file: "", line: line, column: 1),
        "the claim has no id, so that no experiment can test it",
        fix: "begin it with one between backticks: - `id` what is claimed",
        rule: "nameless-claim"
      )
    }
  }
}
