// SPDX-License-Identifier: MIT

import TrineCore

/// The beginning of a NumPy file: what its values are and how many of them there are.
///
/// Six bytes of magic, a version, the length of the rest in two bytes (version 1) or four (2 and 3),
/// and a Python dictionary of `descr`, `fortran_order` and `shape` (numpy.lib.format).
struct NPYHeader: Hashable {
  let type: NPYType
  let layout: ArrayLayout

  /// Larger headers belong to structured types with a great many fields, which are no samples.
  private static let maximumLength = 1 << 16
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads the header of a file, plain or gzip.
  init(of path: String) throws {
    let reader = try ByteReader(path)
    var bytes = [UInt8](repeating: 0, count: 12)
    let found = try reader.read(into: &bytes)
    bytes.removeLast(bytes.count - found)
    guard bytes.starts(with: Self.magic) else { throw Diagnostic.notNPY(path, bytes) }
    guard bytes.count == 12 else { throw Diagnostic.headerCut(path) }
    guard (1...3).contains(bytes[6]), bytes[7] == 0 else {
      throw Diagnostic.version(path, bytes[6], bytes[7])
    }
    let digits = bytes[6] == 1 ? bytes[8..<10] : bytes[8..<12]
    let start = 8 + digits.count
    let length = Int(digits.littleEndian)
    guard length <= Self.maximumLength else { throw Diagnostic.longHeader(path, length) }
    try reader.skip(to: start)
    var text = [UInt8](repeating: 0, count: length)
    guard try reader.read(into: &text) == length else { throw Diagnostic.headerCut(path) }
    try self.init(String(decoding: text, as: UTF8.self), start + length, path)
  }

  private init(_ text: String, _ length: Int, _ path: String) throws {
    guard let entries = NPYLiteral.dictionary(text),
      Set(entries.keys) == ["descr", "fortran_order", "shape"],
      case .flag(let isFortran)? = entries["fortran_order"],
      case .sizes(let dimensions)? = entries["shape"]
    else { throw Diagnostic.notHeader(path, text) }
    let description: String
    switch entries["descr"] {
    case .text(let text): description = text
    case .other: throw Diagnostic.structured(path)
    default: throw Diagnostic.notHeader(path, text)
    }
    guard let type = NPYType(description) else { throw Diagnostic.wrongType(path, description) }
    guard !dimensions.isEmpty else { throw Diagnostic.scalar(path) }
    guard !isFortran || dimensions.count == 1 else { throw Diagnostic.fortran(path) }
    guard
      let layout = ArrayLayout(
        format: "NumPy",
        headerLength: length,
        dimensions: dimensions,
        valueLength: type.size
      )
    else { throw Diagnostic.tooLarge(path, dimensions) }
    (self.type, self.layout) = (type, layout)
  }
}

// MARK: - Messages

extension Diagnostic {
  private static func npy(_ path: String, _ message: String, fix: String) -> Diagnostic {
    Diagnostic(at: SourceLocation(file: path), message, fix: fix)
  }

  fileprivate static func notNPY(_ path: String, _ start: [UInt8]) -> Diagnostic {
    let isArchive = start.starts(with: Array("PK".utf8))
    let hex = start.prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      .joined(separator: " ")
    return npy(
      path,
      start.isEmpty
        ? "the file holds nothing, so it is not a NumPy array"
        : isArchive
          ? "this is an archive, as of numpy.savez, not one array"
          : "this is not a NumPy array: it begins with \(hex), not with 93 4e 55 4d 50 59",
      fix: isArchive
        ? "write each of its arrays with numpy.save"
        : "write the array with numpy.save, or set 'data.format' to what the file is"
    )
  }

  fileprivate static func headerCut(_ path: String) -> Diagnostic {
    npy(
      path,
      "the NumPy file is truncated: it ends within its header",
      fix: DataAdvice.damaged(path)
    )
  }

  fileprivate static func version(_ path: String, _ major: UInt8, _ minor: UInt8) -> Diagnostic {
    npy(
      path,
      "the file has version \(major).\(minor) of NumPy's format; 1.0, 2.0 and 3.0 can be read",
      fix: "write the array anew with numpy.save"
    )
  }

  fileprivate static func longHeader(_ path: String, _ length: Int) -> Diagnostic {
    npy(
      path,
      "the header of the NumPy file has \(length.grouped) bytes; that of an array of numbers has few",
      fix: "write an array of plain numbers with numpy.save"
    )
  }

  fileprivate static func notHeader(_ path: String, _ text: String) -> Diagnostic {
    let shown = text.prefix(80).filter { !$0.isNewline }
    return npy(
      path,
      "the header of the NumPy file is not one of 'descr', 'fortran_order' and 'shape': \(shown)",
      fix: DataAdvice.damaged(path)
    )
  }

  fileprivate static func structured(_ path: String) -> Diagnostic {
    npy(
      path,
      "the array has fields of several types; samples are plain numbers",
      fix: "use numpy.lib.recfunctions.structured_to_unstructured before numpy.save"
    )
  }

  fileprivate static func wrongType(_ path: String, _ description: String) -> Diagnostic {
    npy(
      path,
      "the array has values of type '\(description)'; float32, float64 and integers can be read",
      fix: "write array.astype(numpy.float32), or numpy.int64 for classes"
    )
  }

  fileprivate static func scalar(_ path: String) -> Diagnostic {
    npy(
      path,
      "the array has no dimensions; its first one counts the samples",
      fix: "write an array of shape (samples, values)"
    )
  }

  fileprivate static func fortran(_ path: String) -> Diagnostic {
    npy(
      path,
      "the array lies in Fortran's order, column after column; samples are read row after row",
      fix: "write numpy.ascontiguousarray(array)"
    )
  }

  fileprivate static func tooLarge(_ path: String, _ dimensions: [Int]) -> Diagnostic {
    npy(
      path,
      "the header of the NumPy file announces "
        + "\(dimensions.map(\.grouped).joined(separator: " x ")) values",
      fix: DataAdvice.damaged(path)
    )
  }
}
