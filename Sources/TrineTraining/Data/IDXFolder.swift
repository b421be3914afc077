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
      guard images.header.count == labels.header.count, labels.header.width == 1 else {
        throw Diagnostic.counts(images, labels)
      }
    }

    /// Reads the classes.
    func classes(beat: ByteReader.Beat) throws -> [Int32] {
      var classes: [Int32] = []
      classes.reserveCapacity(labels.header.count)
      try labels.forEachPiece(beat: beat) { bytes in
        for i in bytes.indices { classes.append(Int32(bytes[i])) }
      }
      return classes
    }

    /// Reads everything, bytes scaled to 0...1.
    func load(beat: ByteReader.Beat) throws -> Dataset {
      let labels = try classes(beat: beat)
      let width = images.header.width
      var features = [Float](repeating: 0, count: images.header.count * width)
      var position = 0
      try images.forEachPiece(beat: beat) { bytes in
        var target = features.mutableSpan
        for i in bytes.indices { target[position + i] = Float(bytes[i]) / 255 }
        position += bytes.count
      }
      return Dataset(features: features, labels: labels, featureCount: width)
    }
  }

  let training: Pair
  let test: Pair

  /// Finds and checks the files, reading only their headers and ends.
  init(_ folder: String) throws {
    training = try Pair("train", in: folder)
    test = try Pair("t10k", in: folder)
    guard test.images.header.width == training.images.header.width else {
      throw Diagnostic.widths(training.images, test.images)
    }
  }
}

extension Diagnostic {
  fileprivate static func counts(_ images: IDXFile, _ labels: IDXFile) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: labels.path),
      "there are \((labels.header.count * labels.header.width).grouped) labels for "
        + "\(images.header.count.grouped) images in \(images.path)",
      fix: "take both files from the same data set"
    )
  }

  fileprivate static func widths(_ training: IDXFile, _ test: IDXFile) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: test.path),
      "a test sample has \(test.header.width.grouped) values and a training sample "
        + "\(training.header.width.grouped)",
      fix: "take all four files from the same data set"
    )
  }
}
