// SPDX-License-Identifier: MIT

import TrineCore

/// A CSV file: a sample a line, a class in one column and numbers in all others.
///
/// The first line is a header when none of its cells is a number, or when one of them is the label's
/// name and that is no number.
struct CSVFile {
  let path: String
  /// The names of the columns, when the file has them.
  let header: [String]?
  /// Values a sample.
  let featureCount: Int
  /// How many samples all shards have together.
  let total: Int
  /// One more than the largest class of this shard.
  var classCount: Int { Int(rows.labels.max() ?? -1) + 1 }
  private let rows: CSVRows

  /// Reads a file, or a portion of it.
  /// - Parameters:
  ///   - path: The file, plain or gzip.
  ///   - label: The name or the number, from 1, of the class's column; `nil` for the last.
  ///   - portion: Which rows.
  ///   - beat: Called now and then.
  /// - Throws: what is wrong with the file, or what `beat` throws.
  init(
    _ path: String,
    label: String?,
    portion: Portion,
    beat: ByteReader.Beat
  ) throws {
    var lines = try LineReader(path)
    guard let first = try lines.next() else { throw Diagnostic.noRows(path) }
    let columns = try CSVColumns(first, lines.bytes.span, label: label, path: path)
    var rows = CSVRows(path: path, columns: columns, keepsFeatures: portion.isKept)
    let text = TextRows(path: path, header: columns.header == nil ? 0 : 1, portion: portion)
    total = try text.forEach(beat: beat) { line, bytes in try rows.append(line, bytes) }
    guard total > 0 else { throw Diagnostic.noRows(path) }
    self.path = path
    self.rows = rows
    header = columns.header
    featureCount = columns.count - 1
  }

  /// The samples.
  var part: SamplePart {
    SamplePart(
      dataset: Dataset(features: rows.features, labels: rows.labels, featureCount: featureCount),
      total: total
    )
  }
}

/// The columns of a CSV file.
struct CSVColumns {
  let count: Int
  let header: [String]?
  let label: Int

  /// Learns them from the first line.
  init(_ line: TextLine, _ bytes: Span<UInt8>, label: String?, path: String) throws {
    var cells: [Range<Int>] = []
    line.cells(bytes, into: &cells)
    let names = cells.map { TextLine.text(bytes, $0) }
    let isHeader =
      label.map { Int($0) == nil && names.contains($0) } == true
      || cells.allSatisfy { DecimalText.value(bytes, $0) == nil && !$0.isEmpty }
    count = names.count
    header = isHeader ? names : nil
    self.label = try Self.index(of: label, count: count, header: header, path: path)
    guard count > 1 else { throw Diagnostic.oneColumn(path, line.number) }
  }

  private static func index(
    of label: String?,
    count: Int,
    header: [String]?,
    path: String
  ) throws -> Int {
    guard let label else { return count - 1 }
    if let index = header?.firstIndex(of: label) { return index }
    guard let number = Int(label), (1...count).contains(number) else {
      throw Diagnostic.unknownLabel(label, count, header, path)
    }
    return number - 1
  }
}

/// The rows of a CSV file, as they are read.
private struct CSVRows {
  let path: String
  let columns: CSVColumns
  let keepsFeatures: Bool
  var features: [Float] = []
  var labels: [Int32] = []
  private var cells: [Range<Int>] = []

  init(path: String, columns: CSVColumns, keepsFeatures: Bool) {
    self.path = path
    self.columns = columns
    self.keepsFeatures = keepsFeatures
  }

  mutating func append(_ line: TextLine, _ bytes: Span<UInt8>) throws {
    line.cells(bytes, into: &cells)
    guard cells.count == columns.count else {
      throw Diagnostic.cellCount(
        cells.count,
        columns.count,
        at: line.location(of: nil, bytes, in: path)
      )
    }
    for (column, cell) in cells.enumerated() {
      guard let value = DecimalText.value(bytes, cell) else {
        throw badCell(line, column, cell, bytes, isLabel: false)
      }
      if column != columns.label {
        if keepsFeatures { features.append(Float(value)) }
      } else if let label = Int32(exactly: value), label >= 0, label < 1 << 24 {
        labels.append(label)
      } else {
        throw badCell(line, column, cell, bytes, isLabel: true)
      }
    }
  }

  private func badCell(
    _ line: TextLine,
    _ column: Int,
    _ cell: Range<Int>,
    _ bytes: Span<UInt8>,
    isLabel: Bool
  ) -> Diagnostic {
    let text = TextLine.text(bytes, cell)
    let name = columns.header.map { " '\($0[column])'" } ?? " \(column + 1)"
    let location = line.location(of: cell.lowerBound, bytes, in: path)
    return isLabel
      ? .notClass(text, column: name, at: location)
      : .notNumber(text, column: name, at: location)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noRows(_ path: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the file has no rows",
      fix: "give a sample a line: numbers separated by commas, one of them the class"
    )
  }

  fileprivate static func oneColumn(_ path: String, _ line: Int) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path, line: line),
      "the file has only one column; a sample needs numbers beside its class",
      fix: "separate the columns by commas"
    )
  }

  fileprivate static func unknownLabel(
    _ label: String,
    _ count: Int,
    _ header: [String]?,
    _ path: String
  ) -> Diagnostic {
    let nearest = header.flatMap { nearestName(to: label, among: $0) }
    let advice = nearest.map { "did you mean '\($0)'?" }
    let names =
      header.map { "its columns are \($0.prefix(12).joined(separator: ", "))" }
      ?? "its first line names no columns"
    return Diagnostic(
      at: SourceLocation(file: path, line: 1),
      "there is no column '\(label)' for 'data.label': \(names)"
        + ((header?.count ?? 0) > 12 ? ", …" : ""),
      fix: advice ?? "use a name of the header or a number from 1 to \(count)"
    )
  }

  fileprivate static func cellCount(
    _ found: Int,
    _ expected: Int,
    at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: location,
      "the line has \(found) cell\(found == 1 ? "" : "s"), the first line has \(expected)",
      fix: "give every line the same columns"
    )
  }

  fileprivate static func notNumber(
    _ text: String,
    column: String,
    at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: location,
      text.isEmpty
        ? "the cell of column\(column) is empty; it must be a number"
        : "'\(text)' in column\(column) is not a number",
      fix: "write numbers such as -1.5 or 3e-4; a first line of names only is a header"
    )
  }

  fileprivate static func notClass(
    _ text: String,
    column: String,
    at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: location,
      "'\(text)' in the label column\(column) is not a class",
      fix: "number the classes 0, 1, 2, …, or name another column with 'data.label'"
    )
  }
}
