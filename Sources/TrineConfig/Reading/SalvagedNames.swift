// SPDX-License-Identifier: MIT

/// The papers and claims that lines name in a text that is no YAML as a whole: `claim: key#id`,
/// `papers: [a, b]`, and `papers:` with a dash a line.
///
/// So nobody is told that nothing tests a claim, or that nothing links to a paper, while a file is mended.
struct SalvagedNames {
  /// The names in order, each as it stands in the text.
  private(set) var names: [Substring] = []
  private var list = List.none

  /// The list of papers that lines go on with.
  private enum List {
    case none, bracketed, dashed
  }

  init(_ text: String) {
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      read(line)
    }
  }

  private mutating func read(_ line: Substring) {
    let content = line.drop { " \t\u{FEFF}".contains($0) }
    if content.isEmpty || content.first == "#" { return }
    if content.hasPrefix("papers:") { return begin(content.dropFirst("papers:".count)) }
    switch list {
    case .bracketed: return take(content)
    case .dashed where content.hasPrefix("-"):
      if let name = Self.name(content.dropFirst()) { names.append(name) }
      return
    default: list = .none
    }
    for range in content.ranges(of: "claim:") where Self.beginsField(content, range.lowerBound) {
      if let name = Self.name(content[range.upperBound...]) { names.append(name) }
    }
  }

  private mutating func begin(_ value: Substring) {
    let value = value.drop { $0 == " " }
    if value.first == "[" {
      list = .bracketed
      take(value.dropFirst())
    } else if let name = Self.name(value) {
      list = .none
      names.append(name)
    } else {
      list = .dashed
    }
  }

  /// Takes what stands between commas, up to the bracket that closes the list.
  private mutating func take(_ values: Substring) {
    let end = values.firstIndex(of: "]")
    names += values[..<(end ?? values.endIndex)].split(separator: ",").compactMap(Self.name)
    if end != nil { list = .none }
  }

  /// Whether a field may begin here: a line's first, or one between braces.
  private static func beginsField(_ line: Substring, _ start: Substring.Index) -> Bool {
    line[..<start].last.map { " {,-[".contains($0) } ?? true
  }

  /// The first word of a value that is no anchor or tag, without its quotes.
  private static func name(_ value: Substring) -> Substring? {
    let words = value.split { " \t,]}\"'".contains($0) }
    let word = words.first { $0.first != "&" && $0.first != "!" }
    return word?.first == "#" ? nil : word
  }
}
