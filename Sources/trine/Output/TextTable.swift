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
    rows.append(cells.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") })
  }

  /// Aligned columns, two spaces apart, with no space at the end of a line.
  var text: String {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].displayWidth }.max() ?? 0
    }
    return ([header] + rows).map { line($0, widths) }.joined(separator: "\n")
  }

  /// Comma-separated values with quotes where they are needed (RFC 4180).
  var csv: String {
    ([header] + rows).map { $0.map(Self.quoted).joined(separator: ",") }.joined(separator: "\n")
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = cells.indices.map { column in
      let space = String(repeating: " ", count: widths[column] - cells[column].displayWidth)
      return alignments[column] == .left ? cells[column] + space : space + cells[column]
    }
    let line = padded.joined(separator: "  ")
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.contains(where: { ",\"\n".contains($0) }) else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
