// SPDX-License-Identifier: MIT

import Foundation
import TrineCore
import TrineTraining

/// Data files for tests, written by the letter of their formats.
enum DataFiles {
  /// The bytes of an IDX file.
  static func idx(_ dimensions: [Int], type: UInt8 = 8, _ values: [UInt8]) -> Data {
    var bytes: [UInt8] = [0, 0, type, UInt8(dimensions.count)]
    for size in dimensions {
      bytes += (0..<4).reversed().map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
    }
    return Data(bytes + values)
  }

  /// The bytes of a NumPy file, version 1.
  static func npy(_ type: String, _ dimensions: [Int], _ values: [UInt8]) -> Data {
    let shape = dimensions.map { "\($0)," }.joined()
    let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(shape)), }\n"
    let start: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0]
    return Data(start + Array(header.utf8) + values)
  }

  static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
  ]

  /// The pixel of a sample in `writeMNIST`.
  static func pixel(_ sample: Int, _ position: Int) -> UInt8 {
    UInt8((sample * 31 + position * 7) % 256)
  }

  /// Writes twelve training and five test samples of 2 x 3 pixels in four classes.
  static func writeMNIST(into folder: TemporaryFolder, gzip: Bool = false) throws {
    for (prefix, count) in [("train", 12), ("t10k", 5)] {
      let pixels = (0..<count).flatMap { sample in (0..<6).map { pixel(sample, $0) } }
      let labels = (0..<count).map { UInt8($0 % 4) }
      try idx([count, 2, 3], pixels).write(to: folder.url("\(prefix)-images-idx3-ubyte"))
      try idx([count], labels).write(to: folder.url("\(prefix)-labels-idx1-ubyte"))
    }
    guard gzip else { return }
    for name in names { try pack(name, in: folder) }
  }

  /// Replaces a file by its gzip form, made by gzip itself.
  static func pack(_ name: String, in folder: TemporaryFolder) throws {
    _ = try Program.run("/usr/bin/env", ["gzip", "-f", "\(folder.path)/\(name)"])
  }

  /// Cuts the end of a file off.
  static func cut(_ name: String, in folder: TemporaryFolder, to count: Int) throws {
    try Data(contentsOf: folder.url(name)).prefix(count).write(to: folder.url(name))
  }
}

extension Dataset {
  /// All rows one after the other, (N, F).
  var values: [Float] { (0..<count).flatMap(row) }
}

extension TemporaryFolder {
  /// Has what is thrown name this folder DIR.
  func hiding<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch var problem as Diagnostic {
      problem.location?.file.replace(path, with: "DIR")
      problem.message.replace(path, with: "DIR")
      throw problem
    }
  }
}
