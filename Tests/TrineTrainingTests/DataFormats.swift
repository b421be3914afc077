// SPDX-License-Identifier: MIT

import Foundation
import TrineCore

/// The same samples in every format that can be read.
struct DataFormat: Sendable, CustomStringConvertible {
  let name: String
  var isPacked = false
  /// Whether training samples count from 0 to 255 and are scaled.
  var isByte: Bool { name == "idx" || name == "npy-bytes" }

  var description: String { name + (isPacked ? ".gz" : "") }

  static let all = ["idx", "csv", "libsvm", "npy", "npy-bytes"].flatMap {
    [DataFormat(name: $0), DataFormat(name: $0, isPacked: true)]
  }

  /// Writes training samples of three values, and test samples, and makes a plan of them.
  func write(_ count: Int, test: Int, into folder: TemporaryFolder) throws -> DataPlan {
    var names: [String]
    switch name {
    case "idx":
      names = DataFiles.names
      for (prefix, count) in [("train", count), ("t10k", test)] {
        try DataFiles.idx([count, 3, 1], Self.pixels(count))
          .write(to: folder.url("\(prefix)-images-idx3-ubyte"))
        try DataFiles.idx([count], Self.labels(count))
          .write(to: folder.url("\(prefix)-labels-idx1-ubyte"))
      }
    case "csv", "libsvm":
      names = ["train", "test"]
      try folder.write("train", text(count))
      try folder.write("test", text(test))
    default:
      names = ["train", "labels", "test", "testLabels"]
      try DataFiles.npy(name == "npy" ? "|i1" : "|u1", [count, 3], Self.pixels(count))
        .write(to: folder.url("train"))
      try DataFiles.npy("|u1", [count], Self.labels(count)).write(to: folder.url("labels"))
      try DataFiles.npy(name == "npy" ? "|i1" : "|u1", [test, 3], Self.pixels(test))
        .write(to: folder.url("test"))
      try DataFiles.npy("|u1", [test], Self.labels(test)).write(to: folder.url("testLabels"))
    }
    if isPacked { for name in names { try DataFiles.pack(name, in: folder) } }
    return plan(folder)
  }

  private func plan(_ folder: TemporaryFolder) -> DataPlan {
    func path(_ name: String) -> String { folder.url(name).path + (isPacked ? ".gz" : "") }
    switch name {
    case "idx": return DataPlan(format: .idx, path: folder.path)
    case "csv": return DataPlan(format: .csv, path: path("train"), test: path("test"))
    case "libsvm":
      return DataPlan(format: .libsvm, path: path("train"), test: path("test"), features: 3)
    default:
      return DataPlan(
        format: .npy,
        path: path("train"),
        labels: path("labels"),
        test: path("test"),
        testLabels: path("testLabels")
      )
    }
  }

  // MARK: - Samples

  /// The values of one sample before they are scaled.
  static func sample(_ index: Int) -> [Int] { (0..<3).map { (index * 7 + $0 * 31) % 128 } }

  static func label(_ index: Int) -> Int { index * 5 % 3 }

  /// The values of one sample as they are read.
  func row(_ index: Int) -> [Float] {
    Self.sample(index).map { isByte ? Float($0) / 255 : Float($0) }
  }

  private static func pixels(_ count: Int) -> [UInt8] {
    (0..<count).flatMap { sample($0).map { UInt8($0) } }
  }

  private static func labels(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(label($0)) }
  }

  private func text(_ count: Int) -> String {
    (0..<count).map { index in
      let values = Self.sample(index)
      // Blank lines are no rows.
      let line =
        name == "csv"
        ? (values + [Self.label(index)]).map(String.init).joined(separator: ",")
        : "\(Self.label(index)) " + (0..<3).map { "\($0 + 1):\(values[$0])" }.joined(separator: " ")
      return line + (index.isMultiple(of: 3) ? "\n\n" : "\n")
    }.joined()
  }
}
