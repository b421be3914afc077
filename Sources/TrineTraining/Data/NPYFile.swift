// SPDX-License-Identifier: MIT

import TrineCore

/// One array in NumPy's format, plain or gzip, whose header has been checked against the file's size.
struct NPYFile {
  let type: NPYType
  let array: ArrayFile

  init(_ path: String) throws {
    let header = try NPYHeader(of: path)
    type = header.type
    array = try ArrayFile(path, header.layout)
  }

  var path: String { array.path }
  var layout: ArrayLayout { array.layout }

  /// The values of some rows, (N, F).
  func floats(of rows: Range<Int>, beat: ByteReader.Beat) throws -> [Float] {
    var values: [Float] = []
    values.reserveCapacity(rows.count * layout.width)
    try array.forEachPiece(of: rows, beat: beat) { piece in
      let start = values.count
      type.append(piece, to: &values)
      guard let bad = values[start...].firstIndex(where: { !$0.isFinite }) else { return }
      throw Diagnostic.notFinite(
        path,
        values[bad],
        rows.lowerBound + bad / layout.width,
        bad % layout.width
      )
    }
    return values
  }

  /// Some classes, (N).
  func classes(of rows: Range<Int>, beat: ByteReader.Beat) throws -> [Int32] {
    var classes: [Int32] = []
    classes.reserveCapacity(rows.count)
    try array.forEachPiece(of: rows, beat: beat) { piece in
      for position in stride(from: 0, to: piece.count, by: type.size) {
        let integer = type.integer(piece, at: position)
        guard let integer, (0..<1 << 24).contains(integer) else {
          throw Diagnostic.notClass(path, integer, rows.lowerBound + classes.count)
        }
        classes.append(Int32(integer))
      }
    }
    return classes
  }
}

/// Samples and their classes.
struct NPYSamples {
  let values: NPYFile
  let labels: NPYFile

  /// Finds and checks both files; the names are those of the keys.
  init(_ path: String, key: String, labels labelsPath: String, key labelsKey: String) throws {
    values = try DataAdvice.naming(key) { try NPYFile(path) }
    labels = try DataAdvice.naming(labelsKey) { try NPYFile(labelsPath) }
    guard labels.type.kind != .float else { throw Diagnostic.floatClasses(labels) }
    guard labels.layout.dimensions.count == 1 else { throw Diagnostic.classShape(labels) }
    guard labels.layout.count == values.layout.count else {
      throw Diagnostic.counts(values, labels)
    }
  }

  /// How many samples are stored.
  var count: Int { values.layout.count }
  /// Values a sample.
  var width: Int { values.layout.width }

  /// Reads the classes of some samples.
  func classes(of rows: Range<Int>, beat: ByteReader.Beat) throws -> [Int32] {
    try labels.classes(of: rows, beat: beat)
  }

  /// Reads a portion; bytes stand for 0...1, as those of images do.
  func load(_ portion: Portion, beat: ByteReader.Beat) throws -> SamplePart {
    let rows = portion.rows(of: count)
    let classes = try classes(of: rows, beat: beat)
    let storage: Dataset.Storage =
      values.type.isByte
      ? .bytes(try values.array.bytes(of: rows, beat: beat))
      : .floats(try values.floats(of: rows, beat: beat))
    return SamplePart(
      dataset: Dataset(storage, labels: classes, featureCount: width),
      total: portion.total(of: count)
    )
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func notFinite(
    _ path: String,
    _ value: Float,
    _ row: Int,
    _ column: Int
  ) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "sample \(row), counted from 0, has the value \(value), at position \(column)",
      fix: "replace or leave out what is no finite number of float32, for example with "
        + "numpy.nan_to_num"
    )
  }

  fileprivate static func notClass(_ path: String, _ value: Int?, _ row: Int) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the class of sample \(row), counted from 0, is \(value.map(String.init) ?? "too large")",
      fix: "number the classes 0, 1, 2, …, for example with numpy.unique(…, return_inverse=True)"
    )
  }

  fileprivate static func floatClasses(_ labels: NPYFile) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: labels.path),
      "the classes are of type \(labels.type.name); they must be integers",
      fix: "write classes.astype(numpy.int64)"
    )
  }

  fileprivate static func classShape(_ labels: NPYFile) -> Diagnostic {
    let shape = labels.layout.dimensions.map(\.grouped).joined(separator: " x ")
    return Diagnostic(
      at: SourceLocation(file: labels.path),
      "the array of classes has the shape \(shape); it must have one dimension",
      fix: "write classes.ravel(), or classes.argmax(axis=1) if there is a column for each class"
    )
  }

  fileprivate static func counts(_ values: NPYFile, _ labels: NPYFile) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: labels.path),
      "there are \(labels.layout.count.grouped) classes for \(values.layout.count.grouped) samples "
        + "in \(values.path)",
      fix: "take both files from the same data set"
    )
  }
}
