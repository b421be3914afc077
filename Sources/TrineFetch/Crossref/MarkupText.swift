// SPDX-License-Identifier: MIT

/// Plain text of what publishers hand to Crossref: text with tags of HTML, JATS and MathML in it,
/// references to characters, sometimes encoded twice, and breaks of lines anywhere.
///
/// A tag is taken for one only by its name, so that `p < 0.05 and q > 1` stays whole.
enum MarkupText {
  /// The text in one line.
  static func line(_ markup: String) -> String {
    parts(markup).joined(separator: " ")
  }

  /// The text with a blank line between its paragraphs; a heading that only says it is the abstract is
  /// left out.
  static func paragraphs(_ markup: String) -> String {
    var parts = parts(markup)
    let first = parts.first?.lowercased()
    if ["abstract", "summary", "概要", "要旨", "抄録"].contains(first) { parts.removeFirst() }
    return parts.joined(separator: "\n\n")
  }

  private static func parts(_ markup: String) -> [String] {
    var reader = MarkupReader(CharacterReferences.decodedTwice(markup))
    reader.readAll()
    return reader.parts.map(\.onOneLine).filter { !$0.isEmpty }
  }
}

/// Reads text with tags from left to right.
private struct MarkupReader {
  private var rest: Substring
  private(set) var parts = [""]
  /// The element whose text is left out, for it says in TeX what stands beside it.
  private var hidden: String?

  init(_ text: String) {
    rest = text[...]
  }

  mutating func readAll() {
    while let open = rest.firstIndex(of: "<") {
      add(rest[..<open])
      rest = rest[open...]
      if let tag = MarkupTag(rest) {
        rest = rest[tag.end...]
        read(tag)
      } else {
        add("<")
        rest = rest.dropFirst()
      }
    }
    add(rest)
  }

  private mutating func add(_ text: Substring) {
    if hidden == nil { parts[parts.count - 1] += text }
  }

  private mutating func read(_ tag: MarkupTag) {
    if tag.isEnd, tag.name == hidden {
      hidden = nil
    } else if hidden == nil, !tag.isEnd, !tag.isEmpty, MarkupTag.hidden.contains(tag.name) {
      hidden = tag.name
    } else if MarkupTag.blocks.contains(tag.name) {
      parts.append("")
    }
  }
}

/// A tag at the beginning of a text.
private struct MarkupTag {
  /// The name in lower case, without `jats:` or `mml:`.
  let name: String
  let isEnd: Bool
  /// Whether it is `<name/>`.
  let isEmpty: Bool
  let end: Substring.Index

  /// `nil` for a `<` that begins no tag of a known name.
  init?(_ text: Substring) {
    guard let close = text.firstIndex(of: ">") else { return nil }
    var inside = text[text.index(after: text.startIndex)..<close]
    isEnd = inside.hasPrefix("/")
    if isEnd { inside = inside.dropFirst() }
    isEmpty = inside.hasSuffix("/")
    let full = inside.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-:".contains($0)) }
    let behind = inside[full.endIndex...].first
    guard behind == nil || behind == "/" || behind?.isWhitespace == true else { return nil }
    let parts = full.lowercased().split(separator: ":", omittingEmptySubsequences: false)
    let isOwn = parts.count == 2 && ["jats", "mml", "m"].contains(parts[0])
    guard let last = parts.last, isOwn || Self.known.contains(String(last)) else { return nil }
    name = String(last)
    end = text.index(after: close)
  }

  static let hidden: Set<String> = ["tex-math", "annotation", "annotation-xml", "script", "style"]
  static let blocks: Set<String> = [
    "p", "br", "div", "title", "sec", "list-item", "li", "ul", "ol", "list", "disp-formula",
  ]
  private static let known = hidden.union(blocks).union([
    "a", "abstract", "alternatives", "b", "big", "bold", "em", "ext-link", "font", "i",
    "inline-formula", "inline-graphic", "italic", "label", "math", "mfenced", "mfrac", "mi", "mn",
    "mo", "monospace", "mover", "mphantom", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle",
    "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "ovl",
    "overline", "roman", "sans-serif", "sc", "scp", "semantics", "small", "span", "strike",
    "strong",
    "sub", "sup", "tt", "u", "underline", "xref",
  ])
}
