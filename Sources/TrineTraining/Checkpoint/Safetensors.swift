// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import TrineCore
public import TrineKernels

/// Writes named tensors in the safetensors format, which PyTorch reads.
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
    let temporary = "\(path).\(getpid()).tmp"
    do {
      try writeAll(header, arena, to: temporary)
      guard unsafe rename(temporary, path) == 0 else {
        throw Diagnostic.unwritable(path, lastSystemError())
      }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    try syncFolder(of: path)
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

  private static func writeAll(
    _ header: [UInt8],
    _ arena: borrowing ParameterArena,
    to path: String
  ) throws {
    let file = try OutputFile(path, .replace)
    try unsafe file.write(header.span.bytes)
    try arena.read(arena.indices) { values in
      try unsafe file.write(values.bytes)
    }
    try file.sync()
  }

  /// Makes the new name last; file systems that cannot do it are let be.
  private static func syncFolder(of path: String) throws {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
