// SPDX-License-Identifier: MIT

/// An author's name taken apart as BibTeX does: `Family, Given`, `Given von Family`, `{Corporate}`; or as
/// BibLaTeX does beside: `family=Berg, given=Jan, prefix=van den`.
///
/// A name in kana or kanji without a comma has its family name first, as Japanese is written.
public struct AuthorName: Hashable, Sendable {
  /// The family name with its particles: `van den Oord`; the whole name where it has no parts.
  public let family: String
  /// `Jr.` and the like.
  public let suffix: String
  /// The given names.
  public let given: String

  /// Takes a name apart; braces keep what is inside them together.
  public init(_ text: String) {
    let parts = Self.split(text, where: { $0 == "," }).map(Self.trimmed)
    if let name = Self(named: parts) {
      self = name
      return
    }
    switch parts.count {
    case 1: self = Self(words: Self.split(text, where: { $0.isSpace || $0 == "~" }))
    case 2: self.init(family: parts[0], suffix: "", given: parts[1])
    case 3: self.init(family: parts[0], suffix: parts[1], given: parts[2])
    default: self.init(family: Self.trimmed(text), suffix: "", given: "")
    }
  }

  private init(family: String, suffix: String, given: String) {
    self.family = family
    self.suffix = suffix
    self.given = given
  }

  /// `Family, Given` or `Family, Jr., Given`; only the family name where there is no more.
  public var inverted: String {
    [family, suffix, given].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// A name as notes hold it: `Chen, Jianmin` for `Jianmin Chen`, `Google Brain` for `{Google Brain}`.
  public static func written(_ text: String) -> String {
    var name = AuthorName(text).inverted
    name.unicodeScalars.removeAll { $0 == "{" || $0 == "}" }
    return name
  }
}

// MARK: - Names whose parts are named

extension AuthorName {
  /// A name of BibLaTeX's extended format; `nil` unless all parts are named, and one as the family's or given.
  ///
  /// Philip Kime, Moritz Wemheuer and Philipp Lehman, "The biblatex Package", section 3.4. Whether the
  /// prefix is the family's (`useprefix`) is a question of style here, and it always is.
  private init?(named parts: [String]) {
    var values: [String: String] = [:]
    for part in parts {
      guard let end = part.firstIndex(of: "=") else { return nil }
      let name = Self.trimmed(String(part[..<end])).lowercased()
      guard name.allSatisfy({ ("a"..."z").contains($0) || $0 == "-" }) else { return nil }
      let value = Self.trimmed(String(part[part.index(after: end)...]))
      let isQuoted = value.utf8.count > 1 && value.hasPrefix("\"") && value.hasSuffix("\"")
      values[name] = isQuoted ? String(value.dropFirst().dropLast()) : value
    }
    guard let family = values["family"] ?? values["given"] else { return nil }
    self.init(
      family: [values["prefix"], family].compactMap(\.self).joined(separator: " "),
      suffix: values["suffix"] ?? "",
      given: values["family"] == nil ? "" : values["given"] ?? ""
    )
  }
}

// MARK: - Names without a comma

extension AuthorName {
  private init(words all: [String]) {
    var words = all.filter { !$0.isEmpty }
    if let first = words.first, words.count > 1, Self.isJapanese(first) {
      self.init(family: first, suffix: "", given: words.dropFirst().joined(separator: " "))
      return
    }
    var suffix = ""
    if words.count > 2, let last = words.last, Self.suffixes.contains(last.lowercased()) {
      suffix = words.removeLast()
    }
    let start = words.dropLast().firstIndex(where: Self.isParticle) ?? max(0, words.count - 1)
    self.init(
      family: words[start...].joined(separator: " "),
      suffix: suffix,
      given: words[..<start].joined(separator: " ")
    )
  }

  private static let suffixes: Set<String> = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"]

  private static func isParticle(_ word: String) -> Bool {
    word.first?.isLowercase == true
  }

  private static func isJapanese(_ word: String) -> Bool {
    word.unicodeScalars.contains { KanaSpelling.isKana($0) || $0.properties.isIdeographic }
  }
}

// MARK: - Splitting outside braces

extension AuthorName {
  /// The authors of a BibTeX field: split at the word `and` outside braces.
  static func list(_ text: String) -> [String] {
    var names: [[String]] = [[]]
    for word in split(text, where: \.isSpace) where !word.isEmpty {
      if word.lowercased() == "and" {
        names.append([])
      } else {
        names[names.count - 1].append(word)
      }
    }
    return names.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
  }

  /// Splits outside braces; what a backslash stands before, as in `Nu\~nez`, never separates.
  private static func split(_ text: String, where separates: (Unicode.Scalar) -> Bool) -> [String] {
    let scalars = text.unicodeScalars
    var parts: [String] = []
    var start = scalars.startIndex
    var index = start
    var depth = 0
    var previous: Unicode.Scalar?
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let next = scalars.index(after: index)
      if scalar == "{" { depth += 1 }
      if scalar == "}" { depth -= 1 }
      if depth <= 0, previous != "\\", separates(scalar) {
        parts.append(String(scalars[start..<index]))
        start = next
      }
      previous = scalar
      index = next
    }
    return parts + [String(scalars[start...])]
  }

  private static func trimmed(_ text: String) -> String {
    text.unicodeScalars.split(whereSeparator: \.isSpace).map(String.init).joined(separator: " ")
  }
}

extension Unicode.Scalar {
  /// White space of any script; that of ASCII without a look into Unicode's tables.
  var isSpace: Bool {
    value < 0x80 ? UInt8(truncatingIfNeeded: value).isSpace : properties.isWhitespace
  }
}
