// SPDX-License-Identifier: MIT

import TrineCore

/// The part of a text in which a search was found, with the places found.
public struct Snippet: Hashable, Sendable {
  /// One line of text.
  public var text: String
  /// What of it was found, ascending.
  public var found: [Range<String.Index>]

  /// How much is shown before the first place, and in all, in characters.
  private static let (lead, length) = (24, 120)

  /// Cuts the part out of a text around the first place; its beginning where nothing is found in it.
  public init(of text: String, for query: SearchQuery) {
    let places = query.places(in: text)
    let first = places.first?.lowerBound ?? text.startIndex
    let lineStart = text[..<first].lastIndex { $0.isNewline }.map(text.index(after:))
    let earliest = text.index(first, offsetBy: -Self.lead, limitedBy: text.startIndex)
    let start = max(lineStart ?? text.startIndex, earliest ?? text.startIndex)
    let end = text.index(start, offsetBy: Self.length, limitedBy: text.endIndex) ?? text.endIndex
    var line = OneLine(isCut: start != (lineStart ?? text.startIndex))
    var found: [Range<Int>] = []
    var place = start
    for range in places where range.upperBound <= end && range.lowerBound >= place {
      line.append(text[place..<range.lowerBound])
      let begin = line.text.utf8.count
      line.append(text[range])
      found.append(begin..<line.text.utf8.count)
      place = range.upperBound
    }
    line.append(text[place..<end])
    let snippet = line.text.trimmedEnd + (end < text.endIndex ? "…" : "")
    self.text = snippet
    self.found = found.map { range in
      snippet.utf8.index(
        snippet.startIndex,
        offsetBy: range.lowerBound
      )..<snippet.utf8.index(snippet.startIndex, offsetBy: range.upperBound)
    }
  }

  /// The text with something around what was found, and the rest as `plain` shows it.
  public func marked(
    plain: (Substring) -> String = { String($0) },
    _ mark: (Substring) -> String
  ) -> String {
    var result = ""
    var place = text.startIndex
    for range in found {
      result += plain(text[place..<range.lowerBound]) + mark(text[range])
      place = range.upperBound
    }
    return result + plain(text[place...])
  }
}

// MARK: - Places

extension SearchQuery {
  /// Where its phrases stand in a text, ascending and apart.
  func places(in text: String) -> [Range<String.Index>] {
    let words = SearchWords(text, keepsPlaces: true)
    let list = words.bytes.split(separator: 0x20)
    var places: [Range<Int>] = []
    for phrase in phrases where !phrase.isExcluded {
      let wanted = phrase.words.map { Array($0.utf8)[...] }
      guard wanted.count <= list.count else { continue }
      for start in 0...(list.count - wanted.count)
      where phrase.matches(wanted, list[start..<start + wanted.count]) {
        places.append(phrase.place(words.places[start..<start + wanted.count]))
      }
    }
    return Self.apart(places).compactMap { range in
      let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
      let end = text.utf8.index(text.startIndex, offsetBy: range.upperBound)
      return text.characters(start..<end)
    }
  }

  private static func apart(_ places: [Range<Int>]) -> [Range<Int>] {
    places.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { apart, place in
      if let last = apart.last, last.upperBound >= place.lowerBound {
        apart[apart.count - 1] = last.lowerBound..<max(last.upperBound, place.upperBound)
      } else {
        apart.append(place)
      }
    }
  }
}

extension SearchQuery.Phrase {
  fileprivate func matches(
    _ wanted: [ArraySlice<UInt8>],
    _ words: ArraySlice<ArraySlice<UInt8>>
  ) -> Bool {
    guard let last = wanted.last, let word = words.last else { return false }
    return wanted.dropLast().elementsEqual(words.dropLast())
      && (isOpen ? word.starts(with: last) : word == last)
  }

  /// From the first word's beginning to the last one's end; of an open single character, only itself.
  fileprivate func place(_ places: ArraySlice<Range<Int>>) -> Range<Int> {
    let (start, end) = (places.first?.lowerBound ?? 0, places.last?.upperBound ?? 0)
    let isCharacter = isOpen && words.last?.unicodeScalars.count == 1
    guard isCharacter, let last = places.last, last.count > 3 else { return start..<end }
    return start..<last.lowerBound + 3
  }
}

extension String {
  /// A range made as wide as the characters it touches: a half-width kana and its mark of voicing are one.
  fileprivate func characters(_ range: Range<Index>) -> Range<Index>? {
    guard range.lowerBound < endIndex, !range.isEmpty else { return nil }
    let first =
      range.lowerBound.samePosition(in: self) ?? index(before: index(after: range.lowerBound))
    let last = range.upperBound.samePosition(in: self) ?? index(after: range.upperBound)
    return first..<last
  }
}

/// A line put together from pieces of several: white space of any length becomes one space.
private struct OneLine {
  private(set) var text: String

  init(isCut: Bool) {
    text = isCut ? "…" : ""
  }

  mutating func append(_ piece: Substring) {
    for character in piece {
      if !character.isWhitespace {
        text.append(character)
      } else if !text.isEmpty, text.last != " " {
        text.append(" ")
      }
    }
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    last?.isWhitespace == true ? String(dropLast()) : self
  }
}
