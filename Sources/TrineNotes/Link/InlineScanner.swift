// SPDX-License-Identifier: MIT

import TrineCore

/// Finds the links in a stretch of Markdown without block structure, a paragraph or a heading.
///
/// It leaves out code spans, addresses, HTML tags and comments, formulas, and what a backslash stands before
/// (CommonMark 0.31, sections 2.4, 6.1, 6.3, 6.5 and 6.6, and pandoc). Whatever begins or ends one of these
/// is ASCII, so that bytes are enough.
struct InlineScanner {
  /// A link whose line is not known yet.
  struct Match {
    var target: LinkTarget
    var heading: String?
    var form: PageLink.Form
    var isGlued = false
    /// Where its name stands.
    var bytes: Range<Int>
  }

  let bytes: [UInt8]
  /// Where the stretch begins.
  let start: Int
  /// Where it ends.
  let end: Int
  private var offset: Int
  /// Marks for which no end was found, so that none need be looked for behind them either: else the time
  /// would grow with the square of their number.
  private var unending: Set<UInt8> = []
  private var emphasis = EmphasisMarks()
  /// Where what the last backslash escaped ends.
  private(set) var escapeEnd = 0
  /// Where each bracket of `](` closes; made when the first one is met.
  private lazy var closings = closingBrackets()
  private(set) var matches: [Match] = []
  /// Where the addresses of `[text](address)` and `[label]: address` stand.
  private(set) var addresses: [Range<Int>] = []

  /// Reads a range of a file's bytes.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    (start, offset, end) = (range.lowerBound, range.lowerBound, range.upperBound)
    while offset < end { step() }
  }

  private mutating func step() {
    switch bytes[offset] {
    case UInt8(ascii: "\\"): skipEscape()
    case UInt8(ascii: "`"): skipCode()
    case UInt8(ascii: "<"): skipAngle()
    case UInt8(ascii: ":"): offset = endOfAddress(at: offset) ?? offset + 1
    case UInt8(ascii: "$"): pass(to: mayEnd ? endOfFormula(at: offset) : nil)
    case UInt8(ascii: "]"): skipAddress()
    case UInt8(ascii: "["): readWikiLink()
    case UInt8(ascii: "*"), UInt8(ascii: "_"): readEmphasis()
    case UInt8(ascii: "@"): readCitation()
    default: offset += 1
    }
  }
}

// MARK: - What holds no links

extension InlineScanner {
  private mutating func skipEscape() {
    offset += 2
    escapeEnd = offset
  }

  /// Skips a code span, or the backticks that open none.
  private mutating func skipCode() {
    let length = run(at: offset)
    var place = offset + length
    while place < end {
      guard bytes[place] == UInt8(ascii: "`") else {
        place += 1
        continue
      }
      let other = run(at: place)
      place += other
      if other == length {
        offset = place
        return
      }
    }
    offset += length
  }

  private func run(at place: Int) -> Int {
    bytes[place..<end].prefix { $0 == UInt8(ascii: "`") }.count
  }

  /// Whether what the mark here begins may have an end.
  private var mayEnd: Bool { !unending.contains(bytes[offset]) }

  /// Goes behind what a mark begins, or behind the mark where that has no end.
  private mutating func pass(to next: Int?) {
    if next == nil { unending.insert(bytes[offset]) }
    offset = next ?? offset + 1
  }

  /// Skips `<!-- … -->`, `<https://…>` and `<a href="…">`.
  private mutating func skipAngle() {
    if matches("<!--", at: offset) {
      return pass(to: mayEnd ? find("-->", from: offset + 4).map { $0 + 3 } : nil)
    }
    if let close = endOfTag(at: offset) {
      offset = close
      return
    }
    let inside = bytes[(offset + 1)..<end].prefix { $0 > 0x20 && $0 != UInt8(ascii: "<") }
    if let close = inside.firstIndex(of: UInt8(ascii: ">")) {
      offset = close + 1
    } else {
      offset += 1
    }
  }

  /// Skips the address in `](address)` and `]: address`.
  private mutating func skipAddress() {
    let bracket = offset
    offset += 1
    if let address = definition(closing: bracket) {
      addresses.append(address)
      offset = address.upperBound
      return
    }
    guard offset < end, bytes[offset] == UInt8(ascii: "("), let close = closings[offset] else {
      return
    }
    addresses.append(offset + 1..<close)
    offset = close + 1
  }

  private func closingBrackets() -> [Int: Int] {
    var closings: [Int: Int] = [:]
    var open: [Int] = []
    for place in start..<end {
      if bytes[place] == UInt8(ascii: "(") { open.append(place) }
      guard bytes[place] == UInt8(ascii: ")"), let first = open.popLast(), first > start,
        bytes[first - 1] == UInt8(ascii: "]")
      else { continue }
      closings[first] = place
    }
    return closings
  }

  /// The address of a definition `[label]: address`, by the bracket that closes its label; `nil` in other
  /// text, and in a footnote.
  private func definition(closing bracket: Int) -> Range<Int>? {
    guard matches("]:", at: bracket) else { return nil }
    let line = bytes[start..<bracket].lastIndex(of: 0x0A).map { $0 + 1 } ?? start
    let label = bytes[line..<bracket].drop { " \t>-*+".utf8.contains($0) }
    guard label.count > 1, label.first == UInt8(ascii: "["),
      !"[^".utf8.contains(label[label.startIndex + 1])
    else { return nil }
    let rest = bytes[(bracket + 2)..<end].drop { $0 <= 0x20 }
    let isBracketed = rest.first == UInt8(ascii: "<")
    let address = rest.prefix { isBracketed ? $0 != UInt8(ascii: ">") : $0 > 0x20 }
    let after = bytes[address.endIndex..<end].drop { " \t>".utf8.contains($0) }.first
    guard !address.isEmpty, after.map({ "\r\n\"'(".utf8.contains($0) }) ?? true else { return nil }
    return address.startIndex..<address.endIndex
  }

  func matches(_ text: StaticString, at place: Int) -> Bool {
    text.withUTF8Buffer { text in
      place + text.count <= end && bytes[place..<place + text.count].elementsEqual(text)
    }
  }

  func find(_ text: StaticString, from place: Int) -> Int? {
    (place..<max(place, end)).first { matches(text, at: $0) }
  }
}

// MARK: - [[key|text]]

extension InlineScanner {
  private mutating func readWikiLink() {
    guard offset + 1 < end, bytes[offset + 1] == UInt8(ascii: "[") else {
      offset += 1
      return
    }
    let first = offset + 2
    offset = first
    let inside = bytes[first..<end].prefix { !"[]\n".utf8.contains($0) }
    guard matches("]]", at: inside.endIndex) else { return }
    offset = inside.endIndex + 2
    var label = inside.prefix { $0 != UInt8(ascii: "|") }
    // In a table `\|` keeps the bar from ending the cell, and is no part of the name.
    if label.endIndex < inside.endIndex, label.last == UInt8(ascii: "\\") { label.removeLast() }
    let name = trimmed(label.prefix { $0 != UInt8(ascii: "#") })
    guard !name.isEmpty else { return }
    let heading = text(
      trimmed(label[name.endIndex...].drop { $0 != UInt8(ascii: "#") }.dropFirst())
    )
    let (target, range) = target(name)
    matches.append(
      Match(
        target: target,
        heading: heading.isEmpty ? nil : heading,
        form: .wiki,
        bytes: range
      )
    )
  }

  private func target(_ name: ArraySlice<UInt8>) -> (LinkTarget, Range<Int>) {
    for (prefix, make) in [("run:", LinkTarget.run), ("exp:", LinkTarget.experiment)]
    where name.starts(with: prefix.utf8) {
      let rest = trimmed(name.dropFirst(prefix.utf8.count))
      return (make(text(rest)), rest.startIndex..<rest.endIndex)
    }
    return (.note(text(name)), name.startIndex..<name.endIndex)
  }

  private func trimmed(_ slice: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let rest = slice.drop { $0 == 0x20 || $0 == 0x09 }
    let last = rest.lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
    return last.map { rest[...$0] } ?? rest.prefix(0)
  }

  private func text(_ slice: ArraySlice<UInt8>) -> String {
    String(decoding: slice, as: UTF8.self)
  }
}

// MARK: - @key

extension InlineScanner {
  /// Reads a citation by pandoc's rules, as far as keys are made of what ours are made of: none behind a
  /// letter, a digit or a full stop.
  private mutating func readCitation() {
    let sign = offset
    offset += 1
    if isPlainWord(before: sign) { return }
    let isBraced = offset < end && bytes[offset] == UInt8(ascii: "{")
    let key = keyRange(from: isBraced ? offset + 1 : offset)
    guard !key.isEmpty else { return }
    offset = key.upperBound
    let isGlued = hidesCitation(at: sign) || (!isBraced && goesOn(at: key.upperBound))
    matches.append(
      Match(target: .note(text(bytes[key])), form: .citation, isGlued: isGlued, bytes: key)
    )
  }

  /// Letters, digits and `_`, and among them single marks that a word follows.
  private func keyRange(from first: Int) -> Range<Int> {
    var place = first
    while place < end {
      let isMark = "-.:+".utf8.contains(bytes[place])
      if Self.isWord(bytes[place]) {
        place += 1
      } else if isMark, place > first, place + 1 < end, Self.isWord(bytes[place + 1]) {
        place += 2
      } else {
        break
      }
    }
    return first..<place
  }

  /// Goes over `*` or `_`; the latter neither begins emphasis behind a word nor ends it before one.
  private mutating func readEmphasis() {
    let (first, mark) = (offset, bytes[offset])
    offset = bytes[first..<end].firstIndex { $0 != mark } ?? end
    let isLine = mark == UInt8(ascii: "_")
    let isBehindWord = isPlainWord(before: first) || hidesCitation(at: first)
    let isBeforeWord = offset < end && (Self.isWord(bytes[offset]) || isLetter(at: offset))
    // Pandoc lets emphasis end there, too; but where it never began, what begins there would be its end.
    let before = first > start ? bytes[first - 1] : 0x20
    let isBehindGap = before <= 0x20 || "([".utf8.contains(before)
    let isBeforeText = offset < end && bytes[offset] > 0x20
    emphasis.read(
      first..<offset,
      mark,
      mayBegin: isBeforeText && !(isLine && isBehindWord),
      mayEnd: !isBehindGap && !(isLine && isBeforeWord)
    )
  }

  /// Whether a letter beyond ASCII or emphasis ends before a place.
  private func hidesCitation(at place: Int) -> Bool {
    isLetter(before: place) || emphasis.end == place
  }
}
