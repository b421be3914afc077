// SPDX-License-Identifier: MIT

import TrineCore
public import TrineKernels

extension Safetensors {
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
    let file = try SafetensorsSource(path)
    for tensor in tensors {
      let start = try file.start(of: tensor)
      for run in tensor.runs(in: range) {
        let place = run.start - range.lowerBound..<run.start - range.lowerBound + run.count
        try read(place, of: &arena, from: file, at: start + 4 * run.wholeStart, beat)
      }
    }
  }

  /// Reads neighbouring values, in pieces.
  private static func read(
    _ place: Range<Int>,
    of arena: inout ParameterArena,
    from file: borrowing SafetensorsSource,
    at offset: Int,
    _ beat: () -> Void
  ) throws {
    for piece in place.blocks(of: SafetensorsSource.pieceCount) {
      let start = offset + 4 * (piece.lowerBound - place.lowerBound)
      let bytes = try file.bytes(start, 4 * piece.count)
      arena.edit(piece) { values in
        for i in values.indices {
          let word = bytes[4 * i..<4 * i + 4].littleEndian
          values[i] = Float(bitPattern: UInt32(word))
        }
      }
      beat()
    }
  }

  /// Looks whether a file has whole tensors, all of whose values are numbers.
  static func check(_ tensors: [ParameterTensor], in path: String) throws {
    let file = try SafetensorsSource(path)
    for tensor in tensors {
      let start = try file.start(of: tensor)
      for piece in (0..<tensor.wholeCount).blocks(of: SafetensorsSource.pieceCount) {
        let bytes = try file.bytes(start + 4 * piece.lowerBound, 4 * piece.count)
        // All bits of the exponent are 1 in what is infinite or no number (IEEE 754).
        for i in 0..<piece.count where bytes[4 * i + 3] & 0x7F == 0x7F && bytes[4 * i + 2] > 0x7F {
          throw Diagnostic.notFinite(tensor, piece.lowerBound + i, path)
        }
      }
    }
  }
}

/// A file of tensors, of which the header has been read.
struct SafetensorsSource: ~Copyable {
  /// How many values are read at once.
  static let pieceCount = 1 << 16

  private let path: String
  private let file: RawFile
  private let entries: [String: Safetensors.Entry]
  /// Where the tensors begin.
  private let start: Int
  /// The longest header the format allows.
  private static let longestHeader = 100_000_000

  init(_ path: String) throws {
    let file = try RawFile(path)
    guard let length = Int(exactly: file.bytes(0, 8).littleEndian), file.length >= 8,
      length <= min(Self.longestHeader, file.length - 8)
    else { throw Diagnostic.notTensors(path) }
    entries = try Self.entries(String(decoding: file.bytes(8, length), as: UTF8.self), of: path)
    start = 8 + length
    self.path = path
    self.file = file
  }

  /// Where a whole tensor begins in the file, which is long enough for it.
  func start(of tensor: ParameterTensor) throws -> Int {
    guard let entry = entries[tensor.name] else {
      throw Diagnostic.noTensor(tensor.name, entries.keys.sorted(), path)
    }
    guard entry.shape == tensor.whole else {
      throw Diagnostic.wrongShape(tensor, entry.dtype, entry.shape, path)
    }
    guard entry.dtype == "F32" else { throw Diagnostic.wrongType(tensor, entry.dtype, path) }
    let (first, end) = (entry.offsets[0], entry.offsets[1])
    let (size, hasOverflow) = end.subtractingReportingOverflow(first)
    guard first >= 0, !hasOverflow, size == 4 * tensor.wholeCount else {
      throw Diagnostic.wrongPlace(tensor, first, end, path)
    }
    guard end <= file.length - start else {
      throw Diagnostic.cutShort(tensor, end: end, of: file.length - start, path)
    }
    return start + first
  }

  /// Bytes that must be there.
  func bytes(_ offset: Int, _ count: Int) throws -> [UInt8] {
    let bytes = file.bytes(offset, count)
    guard bytes.count == count else { throw Diagnostic.notTensors(path) }
    return bytes
  }

  /// The header's tensors; what else it holds, such as `__metadata__`, is let be.
  private static func entries(
    _ header: String,
    of path: String
  ) throws -> [String: Safetensors.Entry] {
    guard case .object(let members)? = try? JSONText.value(JSONValue.self, from: header) else {
      throw Diagnostic.notTensors(path)
    }
    var entries: [String: Safetensors.Entry] = [:]
    for (name, value) in members {
      guard let dtype = value["dtype"]?.string, let shape = value["shape"]?.array,
        let offsets = value["data_offsets"]?.array, offsets.count == 2
      else { continue }
      entries[name] = Safetensors.Entry(
        dtype: dtype,
        shape: shape.compactMap(\.int),
        offsets: offsets.compactMap(\.int)
      )
    }
    return entries.filter { $0.value.offsets.count == 2 }
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

  fileprivate static func cutShort(
    _ tensor: ParameterTensor,
    end: Int,
    of length: Int,
    _ path: String
  ) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the file is cut short: '\(tensor.name)' ends \(end.grouped) bytes behind the header, where "
        + "there are \(length.grouped)",
      fix: "copy or write the file once more, or name another one"
    )
  }

  fileprivate static func noTensor(
    _ name: String,
    _ names: [String],
    _ path: String
  ) -> Diagnostic {
    let has = names.isEmpty ? "none" : names.prefix(8).joined(separator: ", ")
    return Diagnostic(
      at: SourceLocation(file: path),
      "there is no tensor '\(name)'; the file has \(has)",
      fix: "name the tensors as PyTorch's nn.Sequential does: 0.weight, 0.bias, 2.weight, …"
    )
  }

  fileprivate static func wrongShape(
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

  fileprivate static func wrongType(
    _ tensor: ParameterTensor,
    _ type: String,
    _ path: String
  ) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the values of '\(tensor.name)' are \(type); Trine reads F32",
      fix: "turn the tensors into float32, in PyTorch with tensor.float(), and write the file anew"
    )
  }

  fileprivate static func wrongPlace(
    _ tensor: ParameterTensor,
    _ first: Int,
    _ end: Int,
    _ path: String
  ) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the header says that '\(tensor.name)' lies at bytes \(first) to \(end), which is no place for "
        + "\((4 * tensor.wholeCount).grouped) bytes",
      fix: "write it with save_file of the safetensors library, or name a checkpoint of Trine's"
    )
  }

  fileprivate static func notFinite(
    _ tensor: ParameterTensor,
    _ index: Int,
    _ path: String
  ) -> Diagnostic {
    let width = tensor.whole.count > 1 ? tensor.whole[1] : 1
    let place = tensor.whole.count > 1 ? "[\(index / width), \(index % width)]" : "[\(index)]"
    return Diagnostic(
      at: SourceLocation(file: path),
      "'\(tensor.name)'\(place) is not a finite number",
      fix: "use the parameters of a model whose training did not diverge"
    )
  }
}
