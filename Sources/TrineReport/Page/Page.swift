// SPDX-License-Identifier: MIT

import TrineCore

/// A page that Trine makes and a person adds to: generated text, with blocks between that are theirs.
struct Page {
  enum Part {
    case text(String)
    /// A block that a person owns, by name.
    case block(String)
  }

  /// The page's file, relative to the workspace.
  let file: String
  let phrases: Phrases
  private(set) var parts: [Part] = []

  init(file: String, phrases: Phrases) {
    self.file = file
    self.phrases = phrases
  }

  /// Adds a paragraph, a heading, a list or a table; an empty line follows it.
  mutating func add(_ text: String) {
    parts.append(.text(text + (text.hasSuffix("\n") ? "\n" : "\n\n")))
  }

  /// Adds a list; nothing when it has no items.
  mutating func add(items: [String]) {
    guard !items.isEmpty else { return }
    add(items.map { "- \($0)\n" }.joined())
  }

  /// Adds a block for a person to write in.
  mutating func addBlock(_ name: String) {
    parts.append(.block(BlockMarker.safe(name)))
  }
}

// MARK: - Text

extension Page {
  /// The page's Markdown, with what a person wrote into the page before.
  /// - Throws: `Diagnostic` when a marker of the previous page is missing, doubled or not closed,
  ///   or when the page was edited outside the markers, unless those edits may be overwritten.
  func markdown(keeping previous: String?, overwritingEdits: Bool) throws -> String {
    let kept = try OwnedText(previous: previous, of: self, overwritingEdits: overwritingEdits)
    let page = addingKept(kept.blocks)
    let seal = Seal(of: PageLine.lines(of: page.pieces(around: [:])))
    return page.pieces(around: kept.blocks) + seal.line
  }

  /// The names of its blocks.
  var blocks: [String] {
    parts.compactMap { part in
      if case .block(let name) = part { name } else { nil }
    }
  }

  private func pieces(around owned: [String: String]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .block(let name):
        BlockMarker.opening(name) + (owned[name] ?? "\n\n") + BlockMarker.closing(name) + "\n\n"
      }
    }.joined()
  }

  /// The page with a section at its end for words whose place is gone, so that none is ever lost.
  private func addingKept(_ owned: [String: String]) -> Page {
    let homeless = owned.keys.filter { !blocks.contains($0) && !owned[$0, default: ""].isBlank }
    guard !homeless.isEmpty else { return self }
    var page = self
    page.add("## \(phrases.kept)")
    for name in homeless.sorted() {
      page.add(phrases.keptExplained(Markdown.code(name)))
      page.parts.append(.block(name))
    }
    return page
  }
}

extension String {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
