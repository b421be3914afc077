// SPDX-License-Identifier: MIT

import TrineCore

/// A LIBSVM file: a line is an integer class and `index:value` pairs; what is not named is 0.
struct LibsvmFile {
  let path: String
  /// How many samples all shards have together.
  let total: Int
  /// The largest index of all shards, 0 when no line names a value.
  let largestIndex: Int
  /// The distinct classes of all shards as they are written, in ascending order.
  let classes: LibsvmClasses
  private let rows: LibsvmRows

  /// Reads a file, or a portion of it.
  /// - Parameters:
  ///   - path: The file, plain or gzip.
  ///   - features: How many values a sample has, when the plan says so.
  ///   - known: The classes of the training file, for a test file.
  ///   - portion: Which rows.
  ///   - beat: Called now and then.
  /// - Throws: what is wrong with the file, or what `beat` throws.
  init(
    _ path: String,
    features: Int?,
    known: LibsvmClasses? = nil,
    portion: Portion,
    beat: ByteReader.Beat
  ) throws {
    var rows = LibsvmRows(path: path, features: features, isKept: portion.isKept)
    var names: Set<Int32> = []
    var largest = 0
    let text = TextRows(path: path, comment: UInt8(ascii: "#"), portion: portion)
    total = try text.forEach(beat: beat) { line, bytes in
      let label = try rows.label(line, bytes)
      if let known, known.number(of: label.value) == nil {
        throw Diagnostic.unknownClass(label.value, at: label.location(line, bytes, path))
      }
      names.insert(label.value)
      largest = max(largest, LibsvmRows.lastIndex(line, bytes))
    } _: { line, bytes in
      try rows.append(line, bytes)
    }
    guard total > 0 else { throw Diagnostic.noRows(path) }
    self.path = path
    self.rows = rows
    largestIndex = largest
    classes = LibsvmClasses(names)
  }

  /// The samples, with classes numbered and as many features as both files need.
  func part(classes: LibsvmClasses, features: Int) -> SamplePart {
    // Every class of this file is known: those of a test file have been looked up line by line.
    let labels = rows.labels.map { classes.number(of: $0) ?? 0 }
    return SamplePart(
      dataset: rows.values.dataset(labels: labels, featureCount: features),
      total: total
    )
  }
}

/// Classes as a file writes them, which become 0, 1, 2, … in ascending order.
struct LibsvmClasses: Hashable {
  private let numbers: [Int32: Int32]

  init(_ names: Set<Int32>) {
    let pairs = names.sorted().enumerated().map { ($1, Int32($0)) }
    numbers = Dictionary(uniqueKeysWithValues: pairs)
  }

  /// How many there are.
  var count: Int { numbers.count }

  /// The number of a class, `nil` when it is none.
  func number(of name: Int32) -> Int32? { numbers[name] }
}

extension Diagnostic {
  fileprivate static func noRows(_ path: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the file has no rows",
      fix: "give a sample a line: a class and pairs, such as '1 3:0.5 7:1'"
    )
  }

  fileprivate static func unknownClass(_ label: Int32, at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: location,
      "class \(label) does not occur in the training samples",
      fix: "use test samples of the same classes, or more training samples with 'data.limit'"
    )
  }
}
