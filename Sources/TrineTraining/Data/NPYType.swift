// SPDX-License-Identifier: MIT

/// What the values of a NumPy array are.
struct NPYType: Hashable {
  /// The kinds of numbers that can be read.
  enum Kind: Character {
    case float = "f"
    case signed = "i"
    case unsigned = "u"
  }

  let kind: Kind
  /// Bytes a value.
  let size: Int
  let isBigEndian: Bool

  /// Reads a type such as `<f4`; `nil` for what is no plain number of a size that can be read.
  init?(_ description: String) {
    let letters = Array(description)
    guard letters.count == 3, let kind = Kind(rawValue: letters[1]),
      let size = letters[2].wholeNumberValue
    else { return nil }
    let sizes = kind == .float ? [4, 8] : [1, 2, 4, 8]
    guard sizes.contains(size), size == 1 ? letters[0] == "|" : "<>".contains(letters[0]) else {
      return nil
    }
    self.kind = kind
    self.size = size
    isBigEndian = letters[0] == ">"
  }

  /// Whether values are bytes from 0 to 255.
  var isByte: Bool { kind == .unsigned && size == 1 }

  /// The name NumPy prints, without the byte order: `float32`.
  var name: String {
    switch kind {
    case .float: "float\(8 * size)"
    case .signed: "int\(8 * size)"
    case .unsigned: "uint\(8 * size)"
    }
  }

  /// Adds all values to others; integers above 2^24 are rounded.
  func append(_ bytes: Span<UInt8>, to values: inout [Float]) {
    let raw = unsafe bytes.bytes
    switch (kind, size, isBigEndian) {
    case (.float, 4, false):
      for position in stride(from: 0, to: bytes.count, by: 4) {
        let bits = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self)
        values.append(Float(bitPattern: UInt32(littleEndian: bits)))
      }
    case (.float, 8, false):
      for position in stride(from: 0, to: bytes.count, by: 8) {
        let bits = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
        values.append(Float(Double(bitPattern: UInt64(littleEndian: bits))))
      }
    default:
      for position in stride(from: 0, to: bytes.count, by: size) {
        values.append(value(bytes, at: position))
      }
    }
  }

  private func value(_ bytes: Span<UInt8>, at position: Int) -> Float {
    let bits = self.bits(bytes, at: position)
    switch kind {
    case .float where size == 4: return Float(bitPattern: UInt32(truncatingIfNeeded: bits))
    case .float: return Float(Double(bitPattern: bits))
    case .signed: return Float(signed(bits))
    case .unsigned: return Float(bits)
    }
  }

  /// An integer from its first byte on; `nil` when it is too large.
  func integer(_ bytes: Span<UInt8>, at position: Int) -> Int? {
    let bits = self.bits(bytes, at: position)
    return kind == .signed ? signed(bits) : Int(exactly: bits)
  }

  private func bits(_ bytes: Span<UInt8>, at position: Int) -> UInt64 {
    var bits: UInt64 = 0
    for i in 0..<size {
      bits = bits << 8 | UInt64(bytes[position + (isBigEndian ? i : size - 1 - i)])
    }
    return bits
  }

  private func signed(_ bits: UInt64) -> Int {
    let unused = 64 - 8 * size
    return Int(Int64(bitPattern: bits << unused) >> unused)
  }
}
