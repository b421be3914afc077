// SPDX-License-Identifier: MIT

/// The Python literals that the header of a NumPy file is made of.
enum NPYLiteral: Hashable {
  case text(String)
  case flag(Bool)
  case sizes([Int])
  /// Something else, such as the list of a structured type; as it is written.
  case other(String)

  /// Reads `{'name': literal, …}`; `nil` when that is not what is written, or a name occurs twice.
  static func dictionary(_ text: String) -> [String: NPYLiteral]? {
    var reader = Reader(text)
    guard reader.take("{") else { return nil }
    var entries: [String: NPYLiteral] = [:]
    while !reader.take("}") {
      guard case .text(let name)? = reader.literal(), entries[name] == nil, reader.take(":"),
        let value = reader.literal()
      else { return nil }
      entries[name] = value
      guard reader.take(",") || reader.isBefore("}") else { return nil }
    }
    return reader.isAtEnd ? entries : nil
  }

  private struct Reader {
    private var rest: Substring

    init(_ text: String) {
      rest = text[...]
    }

    private mutating func skipBlanks() {
      rest = rest.drop { " \t\n".contains($0) }
    }

    var isAtEnd: Bool { rest.allSatisfy { " \t\n".contains($0) } }

    mutating func isBefore(_ word: Character) -> Bool {
      skipBlanks()
      return rest.first == word
    }

    mutating func take(_ word: String) -> Bool {
      skipBlanks()
      guard rest.hasPrefix(word) else { return false }
      rest = rest.dropFirst(word.count)
      return true
    }

    mutating func literal() -> NPYLiteral? {
      skipBlanks()
      switch rest.first {
      case "'", "\"": return quoted()
      case "(": return sizes()
      case "[": return list()
      default:
        if take("True") { return .flag(true) }
        return take("False") ? .flag(false) : nil
      }
    }

    private mutating func quoted() -> NPYLiteral? {
      let quote = rest.removeFirst()
      guard let end = rest.firstIndex(of: quote) else { return nil }
      let text = String(rest[..<end])
      rest = rest[end...].dropFirst()
      return text.contains("\\") ? nil : .text(text)
    }

    /// `(60000, 28, 28)`, `(3,)` or `()`; Python 2 wrote `3L`.
    private mutating func sizes() -> NPYLiteral? {
      guard take("(") else { return nil }
      var sizes: [Int] = []
      while !take(")") {
        skipBlanks()
        let digits = rest.prefix { ("0"..."9").contains($0) }
        guard let size = Int(digits) else { return nil }
        rest = rest.dropFirst(digits.count)
        _ = take("L")
        sizes.append(size)
        // (3) is a number in brackets, (3,) a tuple.
        guard take(",") || (sizes.count > 1 && isBefore(")")) else { return nil }
      }
      return .sizes(sizes)
    }

    private mutating func list() -> NPYLiteral? {
      var depth = 0
      var text = ""
      while let letter = rest.popFirst() {
        text.append(letter)
        if "[(".contains(letter) { depth += 1 }
        if "])".contains(letter) { depth -= 1 }
        if depth == 0 { return .other(text) }
      }
      return nil
    }
  }
}
