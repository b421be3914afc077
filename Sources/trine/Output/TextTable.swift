// SPDX-License-Identifier: MIT

/// A small table of text: a header and rows.
struct TextTable {
  /// Which side of its column a cell stands on.
  enum Alignment {
    case left, right
  }

  private let header: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []

  init(_ columns: [(title: String, alignment: Alignment)]) {
    header = columns.map(\.title)
    alignments = columns.map(\.alignment)
  }

  /// Adds a row with a cell for each column.
  mutating func append(_ cells: [String]) {
    precondition(cells.count == header.count, "a row has \(cells.count) of \(header.count) cells")
    rows.append(cells.map(Self.onOneLine))
  }

  /// The rows as lines of `text`.
  var lines: [String] { text.split(separator: "\n").dropFirst().map(String.init) }

  /// Aligned columns, two spaces apart, with no space at the end of a line.
  var text: String {
    let lines = [header] + rows.map { $0.map(\.withoutControls) }
    let widths = lines.map { $0.map(\.displayWidth) }
    let columns = header.indices.map { column in widths.reduce(0) { max($0, $1[column]) } }
    // Thousands of rows are put together as bytes; as strings they take five times as long.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lines.count * (columns.reduce(0, +) + 2 * columns.count))
    for (cells, widths) in zip(lines, widths) {
      if !bytes.isEmpty { bytes.append(Self.newline) }
      append(cells, widths, columns, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Comma-separated values with quotes where they are needed (RFC 4180).
  var csv: String {
    ([header] + rows).map { $0.map(Self.quoted).joined(separator: ",") }.joined(separator: "\n")
  }

  private func append(
    _ cells: [String],
    _ widths: [Int],
    _ columns: [Int],
    to bytes: inout [UInt8]
  ) {
    let start = bytes.count
    for column in cells.indices {
      if column > 0 { bytes.append(contentsOf: [Self.space, Self.space]) }
      let spaces = repeatElement(Self.space, count: columns[column] - widths[column])
      if alignments[column] == .right { bytes.append(contentsOf: spaces) }
      bytes.append(contentsOf: cells[column].utf8)
      if alignments[column] == .left { bytes.append(contentsOf: spaces) }
    }
    while bytes.count > start, bytes.last == Self.space { bytes.removeLast() }
  }

  private static let space = UInt8(ascii: " ")
  private static let newline = UInt8(ascii: "\n")

  private static func onOneLine(_ cell: String) -> String {
    // Nearly all are; to look at their characters, which are made of scalars, takes ten times as long.
    guard !cell.isPlain, cell.unicodeScalars.contains(where: \.isLineBreak) else { return cell }
    return cell.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: ",\"\n".utf8.contains) else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

extension Unicode.Scalar {
  /// Whether it ends a line: those of which `Character.isNewline` is made.
  fileprivate var isLineBreak: Bool {
    switch value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
