// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

/// Reads safetensors by the letter of the format, knowing nothing of the code that writes them.
struct SafetensorsFile {
  struct Tensor: Equatable {
    let shape: [Int]
    let values: [Float]
  }

  let tensors: [String: Tensor]
  let bytes: Data
  /// Names, shapes and places, as they stand there.
  let header: String

  init(_ path: String) throws {
    bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let length = Int(bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    try #require(length.isMultiple(of: 8))
    header = String(decoding: bytes.dropFirst(8).prefix(length), as: UTF8.self)
    let data = Data(bytes.dropFirst(8 + length))
    let entries = try JSONText.value([String: JSONValue].self, from: header)
    var tensors: [String: Tensor] = [:]
    var covered = 0
    for (name, entry) in entries where name != "__metadata__" {
      try #require(entry["dtype"]?.string == "F32")
      let shape = try #require(entry["shape"]?.array).compactMap(\.int)
      let offsets = try #require(entry["data_offsets"]?.array).compactMap(\.int)
      try #require(offsets[1] - offsets[0] == 4 * shape.reduce(1, *))
      covered += offsets[1] - offsets[0]
      tensors[name] = Tensor(shape: shape, values: Self.floats(data[offsets[0]..<offsets[1]]))
    }
    // The format allows no holes.
    try #require(covered == data.count)
    self.tensors = tensors
  }

  private static func floats(_ bytes: Data) -> [Float] {
    let bytes = Array(bytes)
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      Float(bitPattern: bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) })
    }
  }
}
