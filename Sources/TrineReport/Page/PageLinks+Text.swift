// SPDX-License-Identifier: MIT

import TrineCore

/// Links within a text that somebody wrote into a note.
extension PageLinks {
  /// Plain text whose links lead from the page to what they name.
  ///
  /// They are `[[key]]`, `[[exp:NAME]]`, `[[run:ID]]` and `@key`; one that names nothing with a file stays
  /// text, and none is in code.
  func text(_ plain: String) -> String {
    citations(in: brackets(in: Markdown.text(plain)))
  }

  /// Brackets outside code are escaped by now, and only they.
  private func brackets(in escaped: String) -> String {
    var result = ""
    var rest = escaped[...]
    while let open = rest.firstRange(of: #"\[\["#),
      let close = rest[open.upperBound...].firstRange(of: #"\]\]"#)
    {
      result += rest[..<open.lowerBound]
      result +=
        link(rest[open.upperBound..<close.lowerBound])
        ?? String(rest[open.lowerBound..<close.upperBound])
      rest = rest[close.upperBound...]
    }
    return result + rest
  }

  /// The link of what stands between brackets: `key`, `key#Heading` or `key|text`.
  private func link(_ escaped: Substring) -> String? {
    let plain = Self.unescaped(escaped)
    let parts = plain.split(separator: "|", maxSplits: 1).map(\.trimmed)
    guard let name = parts.first, let page = name.split(separator: "#").first?.trimmed,
      let file = file(of: page)
    else { return nil }
    return Markdown.link(parts.last ?? name, to: path(to: file))
  }

  private func file(of name: String) -> String? {
    if name.hasPrefix("exp:") {
      let experiment = String(name.dropFirst(4))
      return experimentFiles.contains(experiment)
        ? "\(Workspace.experiments)/\(experiment).yaml" : nil
    }
    if name.hasPrefix("run:") {
      let id = RunID(String(name.dropFirst(4)))
      return id.flatMap { runs.contains($0) ? Workspace.card($0) : nil }
    }
    return CitationKey(name).flatMap { papers[$0]?.file }
  }

  /// `\@key`, where no letter stands before it.
  private func citations(in escaped: String) -> String {
    var result = ""
    var rest = escaped[...]
    while let mark = rest.firstRange(of: #"\@"#) {
      result += rest[..<mark.lowerBound]
      let key = key(at: rest[mark.upperBound...])
      let isFree = result.last.map { !$0.isLetter && !$0.isNumber } ?? true
      if isFree, let key {
        result += paper(key)
        rest = rest[mark.upperBound...].dropFirst(key.description.count)
      } else {
        result += rest[mark]
        rest = rest[mark.upperBound...]
      }
    }
    return result + rest
  }

  /// The longest key of a paper that a text begins with; a full stop or a colon behind it is none of it.
  private func key(at text: Substring) -> CitationKey? {
    var name = text.prefix { CitationKey("x\($0)") != nil }
    while let last = name.last {
      if let key = CitationKey(String(name)), papers[key] != nil { return key }
      guard !last.isLetter, !last.isNumber else { return nil }
      name.removeLast()
    }
    return nil
  }

  private static func unescaped(_ text: Substring) -> String {
    var plain = ""
    var isEscaped = false
    for character in text {
      isEscaped = character == "\\" && !isEscaped
      if !isEscaped { plain.append(character) }
    }
    return plain
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    String(String(drop(while: \.isWhitespace).reversed()).drop(while: \.isWhitespace).reversed())
  }
}
