// SPDX-License-Identifier: MIT

/// The comments around a block that a person owns.
///
/// `<!-- yours: highlights -->` opens it, `<!-- /yours: highlights -->` closes it.
struct BlockMarker {
  let name: String
  let isOpening: Bool
  /// Where the comment stands, in bytes of the page.
  let range: Range<Int>

  static func opening(_ name: String) -> String { "<!-- yours: \(name) -->" }
  static func closing(_ name: String) -> String { "<!-- /yours: \(name) -->" }

  /// A name that neither ends a comment nor a line.
  static func safe(_ name: String) -> String {
    name.unicodeScalars.map { scalar in
      let isPlain =
        scalar.value >= 0x20
        && !"<>%\u{7F}\u{85}\u{2028}\u{2029}".unicodeScalars
          .contains(scalar)
      return isPlain ? String(scalar) : "%" + String(scalar.value, radix: 16, uppercase: true)
    }.joined()
  }

  /// Every marker of a page, in order.
  ///
  /// A marker begins its line; only the one that closes an open block may stand after text, where
  /// someone wrote without a line break at the end. The rest is text that speaks of markers.
  static func all(in page: [UInt8]) -> [BlockMarker] {
    var markers: [BlockMarker] = []
    var index = 0
    while let start = page[index...].firstIndex(of: UInt8(ascii: "<")) {
      index = start + 1
      guard let marker = BlockMarker(at: start, in: page) else { continue }
      let isFirst = start == 0 || page[start - 1] == UInt8(ascii: "\n")
      guard isFirst || marker.closes(markers.last) else { continue }
      markers.append(marker)
      index = marker.range.upperBound
    }
    return markers
  }

  private func closes(_ last: BlockMarker?) -> Bool {
    guard let last else { return false }
    return last.isOpening && !isOpening && last.name == name
  }

  private init?(at start: Int, in page: [UInt8]) {
    let line = page[start...].prefix { $0 != UInt8(ascii: "\n") }
    let heads = [("<!-- yours: ", true), ("<!-- /yours: ", false)]
    guard let (head, isOpening) = heads.first(where: { line.starts(with: $0.0.utf8) }) else {
      return nil
    }
    let tail = Array(" -->".utf8)
    let body = line.dropFirst(head.utf8.count)
    guard let end = body.indices.first(where: { body[$0...].starts(with: tail) }) else {
      return nil
    }
    name = String(decoding: body[..<end], as: UTF8.self)
    self.isOpening = isOpening
    range = start..<(end + tail.count)
  }
}
