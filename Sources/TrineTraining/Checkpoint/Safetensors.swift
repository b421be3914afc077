// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels

/// Named tensors in files of the safetensors format, which PyTorch reads and writes.
///
/// Eight bytes with the length of the header, the lowest first; the header, a JSON object with the
/// type, shape and place of each tensor, padded with blanks to a multiple of eight; the tensors, one
/// behind the other, row by row (github.com/huggingface/safetensors, "Format").
public enum Safetensors {
  struct Entry: Codable {
    var dtype = "F32"
    let shape: [Int]
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  /// Where the tensors of a file lie: one behind the other, in some order.
  struct Layout {
    let header: [UInt8]
    private let offsets: [String: Int]

    /// Lays out whole tensors, of which blocks may be named here.
    init(_ tensors: [ParameterTensor]) throws {
      var entries: [String: Entry] = [:]
      var end = 0
      for tensor in tensors {
        let start = end
        end += 4 * tensor.wholeCount
        entries[tensor.name] = Entry(shape: tensor.whole, offsets: [start, end])
      }
      header = try Safetensors.header(entries)
      let start = header.count
      offsets = entries.mapValues { start + $0.offsets[0] }
    }

    /// Where a value of a tensor, counted row by row, lies in the file.
    func offset(of value: Int, in tensor: String) -> Int {
      (offsets[tensor] ?? 0) + 4 * value
    }
  }

  /// Writes what an arena holds of some tensors into a file of all of them, which is there already.
  /// - Parameters:
  ///   - tensors: The tensors, or blocks of them.
  ///   - arena: The floats of `range`.
  ///   - range: Which floats of the tensors' places lie in the arena.
  ///   - layout: Where the whole tensors lie in the file.
  ///   - file: The file.
  ///   - beat: Called now and then.
  /// - Throws: a `Diagnostic` when the file cannot be written.
  static func write(
    _ tensors: [ParameterTensor],
    of arena: borrowing ParameterArena,
    range: Range<Int>,
    layout: Layout,
    to file: borrowing OutputFile,
    _ beat: () -> Void
  ) throws {
    for tensor in tensors {
      for run in tensor.runs(in: range) {
        let start = run.start - range.lowerBound
        let offset = layout.offset(of: run.wholeStart, in: tensor.name)
        for piece in (0..<run.count).blocks(of: writtenAtOnce) {
          try arena.read(start + piece.lowerBound..<start + piece.upperBound) { values in
            try unsafe file.write(values.bytes, at: offset + 4 * piece.lowerBound)
          }
          // Or the disk would get everything at the end, where nothing shows that it gets on.
          if piece.count == writtenAtOnce { try file.sync() }
          beat()
        }
      }
    }
  }

  /// Values that are written, and brought to the disk, at once: 64 MiB of them.
  private static let writtenAtOnce = 1 << 24

  /// The length and the header.
  private static func header(_ entries: [String: Entry]) throws -> [UInt8] {
    var text = try JSONText.line(entries)
    text += String(repeating: " ", count: (8 - text.utf8.count % 8) % 8)
    let length = UInt64(text.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(text.utf8)
  }
}
