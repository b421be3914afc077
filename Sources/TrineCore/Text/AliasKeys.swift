// SPDX-License-Identifier: MIT

/// Refuses a YAML text whose aliases unfold within a key.
///
/// A YAML library compares keys as whole trees to find repeated ones, while it composes the text: aliases of
/// aliases (`&b [*a, *a]`, `&c [*b, *b]`, …) make such a tree twice as large with every line, and nobody
/// lives to see the end. So this is looked for in the bytes before.
public enum AliasKeys {
  /// Looks for such a key.
  /// - Parameters:
  ///   - text: The YAML.
  ///   - file: Its file, for messages.
  ///   - most: To how many values aliases may unfold before a key is suspected.
  /// - Throws: a `Diagnostic` with the line and column of the key.
  public static func check(_ text: String, file: String = "", most: Int) throws(Diagnostic) {
    guard text.utf8.contains(UInt8(ascii: "*")), text.utf8.contains(UInt8(ascii: "&")) else {
      return
    }
    var scan = AliasScan(text)
    scan.run()
    guard scan.unfolded > Double(most), let key = scan.firstKey else { return }
    let before = text.utf8.prefix(key)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map(text.utf8.index(after:))
    let column = String(decoding: before[(start ?? before.startIndex)...], as: UTF8.self).count + 1
    throw .unfoldsInKey(most, at: SourceLocation(file: file, line: line, column: column))
  }
}

/// One look at the bytes, without a notion of quotes and comments: what it takes too much for a key
/// counts only where aliases unfold to more than anyone writes.
private struct AliasScan {
  private let bytes: [UInt8]
  private var place = 0
  /// How often each anchor's value comes: once where it stands, and once for each alias.
  private var uses: [Double] = []
  /// The anchors that aliases mean now, by name.
  private var anchors: [ArraySlice<UInt8>: Int] = [:]
  /// Where the first key stands that may hold an alias.
  private(set) var firstKey: Int?

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// At most how many values there are: a byte is in one more for each way down through anchors that lie
  /// within one another.
  var unfolded: Double { uses.reduce(Double(bytes.count), *) }

  mutating func run() {
    while place < bytes.count {
      let start = place
      place += 1
      switch bytes[start] {
      case UInt8(ascii: "&") where beginsNode(start):
        let name = name()
        if name.isEmpty { continue }
        anchors[name] = uses.count
        uses.append(1)
      case UInt8(ascii: "*") where beginsNode(start):
        guard let anchor = anchors[name()] else { continue }
        uses[anchor] += 1
        noteKey(start)
      case UInt8(ascii: "]"), UInt8(ascii: "}"): noteKey(start)
      case UInt8(ascii: "?"):
        if beginsNode(start) { firstKey = firstKey ?? start }
      default: continue
      }
    }
  }

  /// Whether a value may begin here: behind white space, a bracket, a comma or a colon.
  private func beginsNode(_ start: Int) -> Bool {
    start == 0 || " \t\r\n[{,:".utf8.contains(bytes[start - 1])
  }

  /// What libyaml takes for a name.
  private mutating func name() -> ArraySlice<UInt8> {
    let name = bytes[place...].prefix { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
    place = name.endIndex
    return name
  }

  /// What ends here is a key when a colon follows.
  private mutating func noteKey(_ start: Int) {
    let rest = bytes[place...].drop { $0 == 0x20 || $0 == 0x09 }
    if rest.first == UInt8(ascii: ":") { firstKey = firstKey ?? start }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func unfoldsInKey(_ most: Int, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "a key may hold aliases (*name), and those of this text unfold to more than "
        + "\(most.grouped) values",
      fix: "write the key itself"
    )
  }
}
