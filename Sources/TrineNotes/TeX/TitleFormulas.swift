// SPDX-License-Identifier: MIT

/// The formulas of a title: `$O(n^2)$` stays one when the title becomes TeX, a price of `$5` does not.
///
/// They are those that `TeXText.unicode` leaves, so that a title survives being written and read. Where
/// one begins and ends is as Pandoc's Markdown has it: no space just inside, no digit just behind.
enum TitleFormulas {
  /// A piece of a title.
  enum Piece: Hashable {
    case text(Substring)
    /// With its dollars.
    case formula(Substring)
  }

  /// The pieces of a title in their order.
  static func pieces(_ title: String) -> [Piece] {
    var pieces: [Piece] = []
    var start = title.startIndex
    var index = start
    while let open = title[index...].firstIndex(of: "$") {
      index = title.index(after: open)
      guard let end = end(of: title[index...]) else { continue }
      if start < open { pieces.append(.text(title[start..<open])) }
      pieces.append(.formula(title[open..<end]))
      (start, index) = (end, end)
    }
    if start < title.endIndex { pieces.append(.text(title[start...])) }
    return pieces
  }

  /// Where a formula ends whose dollar stands before `rest`; `nil` when it is none.
  private static func end(of rest: Substring) -> String.Index? {
    guard let close = rest.firstIndex(of: "$") else { return nil }
    let inside = rest[..<close]
    let end = rest.index(after: close)
    guard let first = inside.first, let last = inside.last, !first.isWhitespace,
      !last.isWhitespace, last != "\\", !inside.unicodeScalars.contains("$"),
      !TeXText.isSimple(formula: inside.unicodeScalars),
      BibTeXWriter.isBalanced(String(inside).utf8),
      end == rest.endIndex || !rest[end].isNumber
    else { return nil }
    return end
  }
}
