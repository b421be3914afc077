// SPDX-License-Identifier: MIT

import TrineCore

extension SearchFilter {
  /// Takes `name:value`; `false` when the text is no filter, as `3:1` is not.
  mutating func take(_ text: String, isExcluded: Bool) throws -> Bool {
    guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return false }
    let name = text[..<colon].lowercased()
    let value = String(text[text.index(after: colon)...])
    guard Self.names.contains(name) else {
      guard let meant = nearestName(to: name, among: Self.names), !value.isEmpty else {
        return false
      }
      throw Diagnostic.unknownFilter(text, meant: meant)
    }
    guard !value.isEmpty else { throw Diagnostic.emptyFilter(text) }
    guard !isExcluded || name == "tag" || name == "has" else {
      throw Diagnostic.cannotExclude(text)
    }
    try set(name, value, text, isExcluded)
    return true
  }

  static let names = ["tag", "year", "status", "kind", "author", "has"]

  private mutating func set(
    _ name: String,
    _ value: String,
    _ text: String,
    _ isExcluded: Bool
  ) throws {
    switch name {
    case "tag": isExcluded ? excludedTags.append(value) : tags.append(value)
    case "year": narrow(try Self.years(value, text))
    case "status": narrow(\.statuses, try Self.choices(value, text))
    case "kind": narrow(\.kinds, try Self.choices(value, text))
    case "author": authors.append(value)
    default:
      switch value.lowercased() {
      case "claims", "claim": require(\.hasClaims, !isExcluded)
      case "links", "link": require(\.hasLinks, !isExcluded)
      default: throw Diagnostic.badFilter(text, "claims or links")
      }
    }
  }

  /// The years of this filter that are also those of another.
  private mutating func narrow(_ others: ClosedRange<Int>) {
    let own = years ?? others
    isContradictory = isContradictory || !own.overlaps(others)
    years = own.clamped(to: others)
  }

  /// The choices of this filter that are also those of another.
  private mutating func narrow<Choice: Equatable>(
    _ own: WritableKeyPath<SearchFilter, [Choice]>,
    _ others: [Choice]
  ) {
    let common = self[keyPath: own].filter(others.contains)
    isContradictory = isContradictory || !self[keyPath: own].isEmpty && common.isEmpty
    self[keyPath: own] = self[keyPath: own].isEmpty ? others : common
  }

  private mutating func require(_ own: WritableKeyPath<SearchFilter, Bool?>, _ wanted: Bool) {
    isContradictory = isContradictory || self[keyPath: own] == !wanted
    self[keyPath: own] = wanted
  }

  /// `2016`, `2015..2018`, `2015..`, `..2018`.
  private static func years(_ value: String, _ text: String) throws -> ClosedRange<Int> {
    let wanted = "a year, or two with '..' between them, such as year:2015..2018"
    guard let dots = value.firstRange(of: "..") else {
      guard let year = Int(value) else { throw Diagnostic.badFilter(text, wanted) }
      return year...year
    }
    let (first, last) = (value[..<dots.lowerBound], value[dots.upperBound...])
    guard let from = first.isEmpty ? 0 : Int(first), let to = last.isEmpty ? 9999 : Int(last),
      from <= to
    else { throw Diagnostic.badFilter(text, wanted) }
    return from...to
  }

  private static func choices<Choice>(_ value: String, _ text: String) throws -> [Choice]
  where Choice: RawRepresentable<String> & CaseIterable {
    let choices = value.split(separator: ",").map { Choice(rawValue: $0.lowercased()) }
    let known = choices.compactMap(\.self)
    guard !known.isEmpty, known.count == choices.count else {
      let all = Choice.allCases.map(\.rawValue)
      throw Diagnostic.badFilter(text, all.joined(separator: ", "))
    }
    return known
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func unknownFilter(_ text: String, meant: String) -> Diagnostic {
    Diagnostic(
      .usage,
      "'\(text)' is no filter; did you mean '\(meant):'?",
      fix: "put it between quotes to search for it as words: '\"\(text)\"'"
    )
  }

  fileprivate static func emptyFilter(_ text: String) -> Diagnostic {
    Diagnostic(.usage, "'\(text)' has no value", fix: "write the value right behind the colon")
  }

  fileprivate static func cannotExclude(_ text: String) -> Diagnostic {
    Diagnostic(
      .usage,
      "'-\(text)' cannot be excluded",
      fix: "only words, tag: and has: take a '-' before them"
    )
  }

  fileprivate static func badFilter(_ text: String, _ wanted: String) -> Diagnostic {
    Diagnostic(.usage, "'\(text)' is no filter Trine knows", fix: "after the colon write \(wanted)")
  }
}
