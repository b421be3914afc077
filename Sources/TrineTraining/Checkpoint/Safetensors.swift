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

  /// Writes tensors that lie in an arena, and leaves no half-written file behind a crash.
  ///
  /// The tensors cover the arena without gaps, in its order.
  public static func write(
    _ tensors: [ParameterTensor],
    of arena: borrowing ParameterArena,
    to path: String
  ) throws {
    let header = try header(tensors)
    try OutputFile.replacing(path) { file in
      try unsafe file.write(header.span.bytes)
      try arena.read(arena.indices) { values in
        try unsafe file.write(values.bytes)
      }
    }
  }

  /// Reads tensors into an arena, by their names; the file may hold others beside them.
  /// - Throws: a `Diagnostic` that names a tensor that is missing or of another shape.
  public static func read(
    _ tensors: [ParameterTensor],
    into arena: inout ParameterArena,
    from path: String
  ) throws {
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
      let size = 4 * tensor.range.count
      guard entry.shape == tensor.dimensions, entry.dtype == "F32",
        (0...data.count).contains(entry.offsets[0]), size <= data.count - entry.offsets[0],
        entry.offsets[1] == entry.offsets[0] + size
      else { throw Diagnostic.wrongTensor(tensor, entry.dtype, entry.shape, path) }
      let bytes = file.bytes(data.lowerBound + entry.offsets[0], size)
      guard bytes.count == size else { throw Diagnostic.notTensors(path) }
      arena.edit(tensor.range) { values in
        for i in values.indices {
          let word = bytes[4 * i..<4 * i + 4].littleEndian
          values[i] = Float(bitPattern: UInt32(word))
        }
      }
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
  private static func header(_ tensors: [ParameterTensor]) throws -> [UInt8] {
    let entries = tensors.map { tensor in
      let offsets = [tensor.range.lowerBound * 4, tensor.range.upperBound * 4]
      return (tensor.name, Entry(shape: tensor.dimensions, offsets: offsets))
    }
    var text = try JSONText.line(Dictionary(uniqueKeysWithValues: entries))
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
      "'\(tensor.name)' is \(type) of \(shape); the model's is F32 of \(tensor.dimensions)",
      fix: "use a file whose tensors fit 'model.layers'"
    )
  }
}
