// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineKernels
import TrineTraining

struct SafetensorsTests {
  static let tensor = Network(ModelPlan(layers: [2, 2])).namedTensors[0]

  /// A file with a header and 16 bytes behind it; the header's length may be a lie.
  private func file(
    _ header: String,
    length: UInt64? = nil,
    in folder: TemporaryFolder
  ) throws
    -> String
  {
    let length = length ?? UInt64(header.utf8.count)
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    try (Data(bytes) + Data(header.utf8) + Data(count: 16)).write(to: folder.url("x.safetensors"))
    return folder.url("x.safetensors").path
  }

  private static func header(
    _ offsets: String,
    dtype: String = "F32",
    shape: String = "[2,2]"
  )
    -> String
  {
    #"{"0.weight":{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":\#(offsets)}}"#
  }

  @Test(
    "a header that lies is refused, whatever it says",
    arguments: [
      (header("[0,16]"), UInt64.max, "not a safetensors file"),
      (header("[0,16]"), 1 << 63, "not a safetensors file"),
      (header("[0,16]"), 1000, "not a safetensors file"),
      (header("[-16,0]"), nil, "'0.weight' is F32 of [2, 2]"),
      (header("[16,32]"), nil, "'0.weight' is F32 of [2, 2]"),
      (header("[9223372036854775807,9223372036854775807]"), nil, "'0.weight' is F32 of [2, 2]"),
      (header("[0,8]", dtype: "F16"), nil, "'0.weight' is F16 of [2, 2]"),
      (header("[0,16]", shape: "[4]"), nil, "'0.weight' is F32 of [4]"),
      (#"{"1.weight":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#, nil, "no tensor"),
    ] as [(String, UInt64?, String)]
  )
  func lies(header: String, length: UInt64?, message: String) throws {
    let folder = try TemporaryFolder()
    let path = try file(header, length: length, in: folder)
    var arena = ParameterArena(count: 4)
    do {
      try Safetensors.read([Self.tensor], into: &arena, from: path)
      Issue.record("it was read")
    } catch let problem as Diagnostic {
      #expect("\(problem)".contains(message), "\(problem)")
    }
  }

  @Test("whole tensors and blocks of them are read, bit for bit")
  func blocks() throws {
    let folder = try TemporaryFolder()
    let values: [Float] = [1.5, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 5, -6]
    let header = Self.header("[0,24]", shape: "[3,2]")
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
    let bytes = values.flatMap { value in (0..<4).map { UInt8(value.bitPattern >> (8 * $0) & 255) }
    }
    let path = folder.url("y.safetensors")
    try (Data(length) + Data(header.utf8) + Data(bytes)).write(to: path)

    func read(_ rows: Range<Int>, _ columns: Range<Int>, _ range: Range<Int>) throws -> [UInt32] {
      let block = ParameterTensor(
        name: "0.weight",
        whole: [3, 2],
        rows: rows,
        columns: columns,
        at: 0
      )
      var arena = ParameterArena(count: range.count)
      var beats = 0
      try Safetensors.read([block], into: &arena, range: range, from: path.path) { beats += 1 }
      #expect(beats > 0)
      return arena.read(arena.indices) { span in span.indices.map { span[$0].bitPattern } }
    }
    let bits = values.map(\.bitPattern)
    #expect(try read(0..<3, 0..<2, 0..<6) == bits)
    #expect(try read(1..<3, 0..<2, 0..<4) == Array(bits[2...]))
    #expect(try read(0..<3, 1..<2, 0..<3) == [bits[1], bits[3], bits[5]])
    #expect(try read(0..<3, 0..<1, 1..<3) == [bits[2], bits[4]])
    #expect(try read(0..<3, 0..<2, 3..<5) == Array(bits[3..<5]))
  }
}
