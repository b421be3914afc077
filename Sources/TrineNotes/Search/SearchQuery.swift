// SPDX-License-Identifier: MIT

public import TrineCore

/// What somebody looks for: words, phrases and filters, as typed.
///
/// `勾配`, `"stale gradient"`, `grad*`, `-survey`, `tag:async`, `year:2015..2018`, `status:read`,
/// `kind:paper`, `author:chen`, `has:claims`. All must hold.
public struct SearchQuery: Hashable, Sendable {
  /// Words that follow one another.
  struct Phrase: Hashable, Sendable {
    var words: [String]
    /// Whether the last word may go on.
    var isOpen: Bool
    var isExcluded: Bool
  }

  var phrases: [Phrase] = []
  /// What else must hold.
  public private(set) var filter = SearchFilter()

  /// Reads the arguments of a search.
  ///
  /// - Throws: a `Diagnostic` for a filter that is none and for a search for nothing.
  public init(_ text: String) throws {
    for piece in Self.pieces(text) { try read(piece) }
    guard !phrases.isEmpty || !filter.isEmpty else { throw Diagnostic.emptySearch }
    guard phrases.isEmpty || phrases.contains(where: { !$0.isExcluded }) || !filter.isEmpty else {
      throw Diagnostic.onlyExcluded
    }
  }

  /// The words in the language of SQLite's FTS5; `nil` when only filters were given.
  public var match: String? {
    let wanted = phrases.filter { !$0.isExcluded }.map(\.match)
    return wanted.isEmpty ? nil : wanted.joined(separator: " ")
  }

  /// What must not be found, in the same language; `nil` when nothing is excluded.
  public var exclusion: String? {
    let excluded = phrases.filter(\.isExcluded).map(\.match)
    return excluded.isEmpty ? nil : excluded.joined(separator: " OR ")
  }
}

// MARK: - Words that go on

extension SearchQuery {
  /// The search for what begins with the words, such as `gradients` with `gradient`; `nil` when that would
  /// find nothing else.
  ///
  /// What is left out stays whole, and so does a word of one or two letters, which begin too many.
  public var opened: SearchQuery? {
    var query = self
    for index in phrases.indices where phrases[index].mayOpen { query.phrases[index].isOpen = true }
    return query == self ? nil : query
  }

  /// The words that may go on, as they are typed: `gradient*`.
  public var openWords: [String] {
    phrases.filter { $0.isOpen && !$0.isExcluded }.map { $0.words.joined(separator: " ") + "*" }
  }
}

extension SearchQuery.Phrase {
  /// Whether the last word is one of letters that spaces end.
  fileprivate var mayOpen: Bool {
    guard !isExcluded, !isOpen, let last = words.last?.unicodeScalars else { return false }
    return last.count > 2 && last.allSatisfy { !SearchWords.isUnspaced($0) }
  }
}

// MARK: - Reading

extension SearchQuery {
  private struct Piece {
    var text: String
    var isQuoted: Bool
    var isExcluded: Bool
  }

  /// The text in pieces: separated by white space of any width, but not within quotes, which may also
  /// stand behind a filter's colon.
  private static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let first = rest.firstIndex(where: { !$0.isWhitespace }) {
      rest = rest[first...]
      let isExcluded = rest.first == "-" && rest.count > 1
      if isExcluded { rest = rest.dropFirst() }
      let isQuoted = rest.first == "\""
      if isQuoted { rest = rest.dropFirst() }
      if !isQuoted, let (text, end) = quotedFilter(rest) {
        pieces.append(Piece(text: text, isQuoted: false, isExcluded: isExcluded))
        rest = rest[end...]
        continue
      }
      let end = rest.firstIndex { isQuoted ? $0 == "\"" : $0.isWhitespace } ?? rest.endIndex
      pieces.append(
        Piece(text: String(rest[..<end]), isQuoted: isQuoted, isExcluded: isExcluded)
      )
      rest = rest[end...].drop { isQuoted && $0 == "\"" }
    }
    return pieces
  }

  /// `tag:data parallel` of a text that begins with `tag:"data parallel"`, and where that ends.
  private static func quotedFilter(_ text: Substring) -> (text: String, end: String.Index)? {
    guard let quote = text.firstIndex(where: { $0 == "\"" || $0.isWhitespace }),
      text[quote] == "\"", let colon = text[..<quote].last, colon == ":" || colon == "："
    else { return nil }
    let value = text[text.index(after: quote)...]
    let end = value.firstIndex(of: "\"") ?? value.endIndex
    return (String(text[..<quote] + value[..<end]), value[end...].dropFirst().startIndex)
  }

  private mutating func read(_ piece: Piece) throws {
    if !piece.isQuoted, try filter.take(piece.text, isExcluded: piece.isExcluded) { return }
    let isPrefix = !piece.isQuoted && piece.text.hasSuffix("*")
    let words = SearchWords(piece.text).text.split(separator: " ").map(String.init)
    guard let phrase = Self.phrase(words, isPrefix: isPrefix) else { return }
    phrases.append(Phrase(words: phrase.words, isOpen: phrase.isOpen, isExcluded: piece.isExcluded))
  }

  /// A text's last character stands alone in the index only where a run ends, so that it is asked for
  /// as the beginning of a word, or not at all where a pair has it already.
  private static func phrase(
    _ words: [String],
    isPrefix: Bool
  ) -> (words: [String], isOpen: Bool)? {
    guard let last = words.last?.unicodeScalars, let scalar = last.first else { return nil }
    guard last.count == 1, SearchWords.isUnspaced(scalar) else { return (words, isPrefix) }
    let before = words.dropLast().last?.unicodeScalars
    let endsPair = before?.count == 2 && before?.last == scalar
    return endsPair ? (words.dropLast(), false) : (words, true)
  }
}

extension SearchQuery.Phrase {
  fileprivate var match: String { "\"\(words.joined(separator: " "))\"" + (isOpen ? "*" : "") }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static var emptySearch: Diagnostic {
    Diagnostic(
      .usage,
      "there is nothing to search for",
      fix: "give words, such as: trine search \"stale gradient\" tag:async year:2015..2018"
    )
  }

  fileprivate static var onlyExcluded: Diagnostic {
    Diagnostic(
      .usage,
      "the search only says what is not wanted",
      fix: "give a word that is wanted, or a filter such as kind:paper"
    )
  }
}
