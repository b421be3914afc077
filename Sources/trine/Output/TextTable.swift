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

  /// Aligned columns, two spaces apart, with no space at the end of a line.
  var text: String {
    let lines = [header] + rows.map { $0.map(\.withoutControls) }
    let widths = lines.map { $0.map(\.displayWidth) }
    let columns = header.indices.map { column in widths.map { $0[column] }.max() ?? 0 }
    return zip(lines, widths).map { line($0, $1, columns) }.joined(separator: "\n")
  }

  /// Comma-separated values with quotes where they are needed (RFC 4180).
  var csv: String {
    ([header] + rows).map { $0.map(Self.quoted).joined(separator: ",") }.joined(separator: "\n")
  }

  private func line(_ cells: [String], _ widths: [Int], _ columns: [Int]) -> String {
    let padded = cells.indices.map { column in
      let space = String(repeating: " ", count: columns[column] - widths[column])
      return alignments[column] == .left ? cells[column] + space : space + cells[column]
    }
    let line = padded.joined(separator: "  ")
    let end = line.unicodeScalars.lastIndex { $0 != " " }
    return end.map { String(line[...$0]) } ?? ""
  }

  private static func onOneLine(_ cell: String) -> String {
    // Nearly all are: of those with a control character or beyond ASCII it is worth asking.
    if cell.utf8.allSatisfy({ (0x20..<0x80).contains($0) }) { return cell }
    return cell.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: ",\"\n".utf8.contains) else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
