// SPDX-License-Identifier: MIT

import TrineCore
public import TrineKernels

/// Named tensors in files of the safetensors format, which PyTorch reads and writes.
///
/// Eight bytes with the length of the header, the lowest first; the header, a JSON object with the
/// type, shape and place of each tensor, padded with blanks to a multiple of eight; the tensors, one
/// behind the other, row by row (github.com/huggingface/safetensors, "Format").
public enum Safetensors {
  private struct Entry: Codable {
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

  /// Reads tensors, or blocks of them, into an arena, by their names; the file may hold others
  /// beside them.
  /// - Parameters:
  ///   - tensors: The tensors.
  ///   - arena: Where they go: the floats of `range`.
  ///   - range: Which floats of the tensors' places lie in the arena; `nil` for all.
  ///   - path: The file.
  ///   - beat: Called now and then.
  /// - Throws: a `Diagnostic` that names a tensor that is missing or of another shape.
  public static func read(
    _ tensors: [ParameterTensor],
    into arena: inout ParameterArena,
    range: Range<Int>? = nil,
    from path: String,
    _ beat: () -> Void = {}
  ) throws {
    let range = range ?? arena.indices
    let file = try RawFile(path)
    let start = 8
    guard let length = Int(exactly: file.bytes(0, start).littleEndian),
      file.length >= start, length <= file.length - start
    else { throw Diagnostic.notTensors(path) }
    let data = start + length..<file.length
    let entries = try entries(String(decoding: file.bytes(start, length), as: UTF8.self), of: path)
    for tensor in tensors {
      guard let entry = entries[tensor.name] else {
        throw Diagnostic.noTensor(tensor.name, entries.keys.sorted(), path)
      }
      let size = 4 * tensor.wholeCount
      guard entry.shape == tensor.whole, entry.dtype == "F32",
        (0...data.count).contains(entry.offsets[0]), size <= data.count - entry.offsets[0],
        entry.offsets[1] == entry.offsets[0] + size
      else { throw Diagnostic.wrongTensor(tensor, entry.dtype, entry.shape, path) }
      for run in tensor.runs(in: range) {
        let offset = data.lowerBound + entry.offsets[0] + 4 * run.wholeStart
        let place = run.start - range.lowerBound..<run.start - range.lowerBound + run.count
        try read(place, of: &arena, from: file, at: offset, path, beat)
      }
    }
  }

  /// Reads neighbouring values, in pieces.
  private static func read(
    _ place: Range<Int>,
    of arena: inout ParameterArena,
    from file: borrowing RawFile,
    at offset: Int,
    _ path: String,
    _ beat: () -> Void
  ) throws {
    for piece in place.blocks(of: 1 << 16) {
      let bytes = file.bytes(offset + 4 * (piece.lowerBound - place.lowerBound), 4 * piece.count)
      guard bytes.count == 4 * piece.count else { throw Diagnostic.notTensors(path) }
      arena.edit(piece) { values in
        for i in values.indices {
          let word = bytes[4 * i..<4 * i + 4].littleEndian
          values[i] = Float(bitPattern: UInt32(word))
        }
      }
      beat()
    }
  }

  /// The header's tensors; what else it holds, such as `__metadata__`, is let be.
  private static func entries(_ header: String, of path: String) throws -> [String: Entry] {
    guard case .object(let members)? = try? JSONText.value(JSONValue.self, from: header) else {
      throw Diagnostic.notTensors(path)
    }
    var entries: [String: Entry] = [:]
    for (name, value) in members {
      guard let dtype = value["dtype"]?.string, let shape = value["shape"]?.array,
        let offsets = value["data_offsets"]?.array, offsets.count == 2
      else { continue }
      entries[name] = Entry(
        dtype: dtype,
        shape: shape.compactMap(\.int),
        offsets: offsets.compactMap(\.int)
      )
    }
    return entries.filter { $0.value.offsets.count == 2 }
  }

  /// The length and the header.
  private static func header(_ entries: [String: Entry]) throws -> [UInt8] {
    var text = try JSONText.line(entries)
    text += String(repeating: " ", count: (8 - text.utf8.count % 8) % 8)
    let length = UInt64(text.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(text.utf8)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func notTensors(_ path: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "this is not a safetensors file, or it is cut short",
      fix: "write it with save_file of the safetensors library, or name a checkpoint of Trine's"
    )
  }

  fileprivate static func noTensor(
    _ name: String,
    _ names: [String],
    _ path: String
  ) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "there is no tensor '\(name)'; the file has \(names.prefix(8).joined(separator: ", "))",
      fix: "name the tensors as PyTorch's nn.Sequential does: 0.weight, 0.bias, 2.weight, …"
    )
  }

  fileprivate static func wrongTensor(
    _ tensor: ParameterTensor,
    _ type: String,
    _ shape: [Int],
    _ path: String
  ) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "'\(tensor.name)' is \(type) of \(shape); the model's is F32 of \(tensor.whole)",
      fix: "use a file whose tensors fit 'model.layers'"
    )
  }
}
