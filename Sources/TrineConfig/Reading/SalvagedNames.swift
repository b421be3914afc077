// SPDX-License-Identifier: MIT

import TrineCore

/// The papers and claims that lines name in a text that is no YAML as a whole: `claim: key#id`,
/// `papers: [a, b]`, over several lines, too, and `papers:` with a dash a line.
///
/// So nobody is told that nothing tests a claim, or that nothing links to a paper, while a file is mended.
struct SalvagedNames {
  /// The names in order, each as it stands in the text.
  private(set) var names: [Substring] = []
  private var open = Open.nothing

  /// What lines may go on with.
  private enum Open {
    case nothing, bracket, dashes, claim
  }

  init(_ text: String) {
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let content = SalvagedLine(line)
      if !content.text.isEmpty { read(content) }
    }
  }

  private mutating func read(_ line: SalvagedLine) {
    switch open {
    case .bracket where !line.beginsKey: return take(line.text)
    case .dashes where line.text.hasPrefix("-"):
      add(line.text.dropFirst())
      return
    case .claim where !line.beginsKey: add(line.text)
    default: break
    }
    open = .nothing
    if let value = line.values(of: "papers").first { begin(value) }
    for value in line.values(of: "claim") where !add(value) { open = .claim }
  }

  private mutating func begin(_ value: Substring) {
    if value.first == "[" { return take(value.dropFirst()) }
    if !add(value) { open = .dashes }
  }

  /// Takes what stands between commas, up to the bracket that closes the list.
  private mutating func take(_ values: Substring) {
    let end = values.firstIndex(of: "]")
    for value in values[..<(end ?? values.endIndex)].split(separator: ",") { add(value) }
    open = end == nil ? .bracket : .nothing
  }

  /// Adds the first word of a value, without its quotes, if it can be a paper or a claim of one.
  /// - Returns: whether it can.
  @discardableResult
  private mutating func add(_ value: Substring) -> Bool {
    let words = SalvagedLine.undecorated(value).split { " \t,]}\"'".contains($0) }
    guard let word = words.first, CitationKey(String(word.prefix { $0 != "#" })) != nil else {
      return false
    }
    names.append(word)
    return true
  }
}

/// A line without the white space before it and the remark behind it.
private struct SalvagedLine {
  let text: Substring

  init(_ line: Substring) {
    let content = line.drop { " \t\u{FEFF}".contains($0) }
    let remark = content.indices.first { index in
      content[index] == "#"
        && (index == content.startIndex || " \t".contains(content[content.index(before: index)]))
    }
    text = content[..<(remark ?? content.endIndex)]
  }

  /// Whether a key begins the line, behind dashes and braces.
  var beginsKey: Bool {
    let content = text.drop { " \t-{".contains($0) }
    let name = content.drop { "\"'".contains($0) }.prefix {
      $0.isLetter || $0.isNumber || "._-".contains($0)
    }
    let rest = content[name.endIndex...].drop { "\"' \t".contains($0) }
    guard !name.isEmpty, rest.first == ":" else { return false }
    return rest.dropFirst().first.map { " \t[{\"'".contains($0) } ?? true
  }

  /// What stands behind a key of a name and its colon, wherever on the line.
  func values(of name: String) -> [Substring] {
    text.ranges(of: name).compactMap { range in
      guard text[..<range.lowerBound].last.map({ " \t{,[\"'-".contains($0) }) ?? true else {
        return nil
      }
      let isQuoted = text[range.upperBound...].first.map { "\"'".contains($0) } == true
      let rest = text[range.upperBound...].dropFirst(isQuoted ? 1 : 0).drop { " \t".contains($0) }
      guard rest.first == ":" else { return nil }
      let value = rest.dropFirst()
      guard isQuoted || value.isEmpty || " \t".contains(value.first ?? " ") else { return nil }
      return Self.undecorated(value)
    }
  }

  /// A value without an anchor and a tag before it.
  static func undecorated(_ value: Substring) -> Substring {
    var value = value.drop { " \t".contains($0) }
    while let first = value.first, "&!".contains(first) {
      value = value.drop { !" \t".contains($0) }.drop { " \t".contains($0) }
    }
    return value
  }
}
