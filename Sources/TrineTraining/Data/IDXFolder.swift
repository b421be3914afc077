// SPDX-License-Identifier: MIT

import TrineCore

/// MNIST's four files in a folder.
struct IDXFolder {
  /// Images and labels that belong together.
  struct Pair {
    let images: IDXFile
    let labels: IDXFile

    init(_ prefix: String, in folder: String) throws {
      images = try IDXFile("\(prefix)-images-idx3-ubyte", in: folder)
      labels = try IDXFile("\(prefix)-labels-idx1-ubyte", in: folder)
      guard images.layout.count == labels.layout.count, labels.layout.width == 1 else {
        throw Diagnostic.counts(images, labels)
      }
    }

    /// How many samples are stored.
    var count: Int { images.layout.count }

    /// Reads the classes of some samples.
    func classes(of rows: Range<Int>, beat: ByteReader.Beat) throws -> [Int32] {
      try labels.array.bytes(of: rows, beat: beat).map(Int32.init)
    }

    /// Reads a portion, whose bytes stand for 0...1.
    func load(_ portion: Portion, beat: ByteReader.Beat) throws -> SamplePart {
      let rows = portion.rows(of: count)
      let dataset = Dataset(
        bytes: try images.array.bytes(of: rows, beat: beat),
        labels: try classes(of: rows, beat: beat),
        featureCount: images.layout.width
      )
      return SamplePart(dataset: dataset, total: portion.total(of: count))
    }
  }

  let training: Pair
  let test: Pair

  /// Finds and checks the files, reading only their headers and ends.
  init(_ folder: String) throws {
    training = try Pair("train", in: folder)
    test = try Pair("t10k", in: folder)
    guard test.images.layout.width == training.images.layout.width else {
      throw Diagnostic.widths(training.images, test.images)
    }
  }
}

extension Diagnostic {
  fileprivate static func counts(_ images: IDXFile, _ labels: IDXFile) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: labels.path),
      "there are \((labels.layout.count * labels.layout.width).grouped) labels for "
        + "\(images.layout.count.grouped) images in \(images.path)",
      fix: "take both files from the same data set"
    )
  }

  fileprivate static func widths(_ training: IDXFile, _ test: IDXFile) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: test.path),
      "a test sample has \(test.layout.width.grouped) values and a training sample "
        + "\(training.layout.width.grouped)",
      fix: "take all four files from the same data set"
    )
  }
}
