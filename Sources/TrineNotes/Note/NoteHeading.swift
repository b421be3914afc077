// SPDX-License-Identifier: MIT

public import TrineCore

/// The sections every paper note has, by any of the headings they go by.
public enum NoteHeading: Hashable, Sendable, CaseIterable {
  /// The three-line summary.
  case threeLines
  /// What the paper criticises.
  case criticises
  /// What the paper contributes.
  case contributes
  /// What the paper claims, to be tested.
  case claims
  /// Free text.
  case digest

  /// The heading as Trine writes it.
  public func title(in language: Language) -> String {
    switch (self, language) {
    case (.threeLines, .en): "In three lines"
    case (.threeLines, .ja): "3行でまとめると"
    case (.criticises, .en): "What it criticises"
    case (.criticises, .ja): "この論文が批判していること"
    case (.contributes, .en): "What it contributes"
    case (.contributes, .ja): "この論文の貢献"
    case (.claims, .en): "Claims"
    case (.claims, .ja): "主張"
    case (.digest, .en): "Digest"
    case (.digest, .ja): "要旨"
    }
  }

  /// Recognises a heading in either language, whatever its case, width and spaces.
  public init?(_ heading: String) {
    guard let known = Self.known[FoldedHeading.text(heading)] else { return nil }
    self = known
  }
}

// MARK: - Recognising

extension NoteHeading {
  private var otherTitles: [String] {
    switch self {
    case .threeLines: ["In 3 lines", "Three lines", "Three-line summary", "三行でまとめると"]
    case .criticises: ["What it criticizes", "Criticises", "Criticizes", "批判していること"]
    case .contributes: ["Contributes", "Contributions", "貢献"]
    case .claims: []
    case .digest: ["要約"]
    }
  }

  private static let known: [String: NoteHeading] = allCases.reduce(into: [:]) { known, heading in
    let titles = Language.allCases.map(heading.title(in:)) + heading.otherTitles
    for title in titles { known[FoldedHeading.text(title)] = heading }
  }

  /// The titles Trine writes, as they are compared.
  var foldedTitles: [String] { Self.folded[self] ?? [] }

  private static let folded: [NoteHeading: [String]] = allCases.reduce(into: [:]) { all, heading in
    all[heading] = Language.allCases.map { FoldedHeading.text(heading.title(in: $0)) }
  }
}
