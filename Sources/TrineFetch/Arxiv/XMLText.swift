// SPDX-License-Identifier: MIT

/// Text of XML: references are characters again, all lines end in a line feed.
enum XMLText {
  /// The text that some bytes stand for.
  static func decoded(
    _ raw: some BidirectionalCollection<UInt8>,
    in reader: XMLReader
  ) throws(FormProblem) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(raw.count)
    var rest = raw[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "&"):
        guard let end = rest.firstIndex(of: UInt8(ascii: ";")),
          let scalar = scalar(String(decoding: rest[..<end], as: UTF8.self))
        else { throw reader.problem("an '&' begins no reference that is known") }
        bytes.append(contentsOf: String(scalar).utf8)
        rest = rest[rest.index(after: end)...]
      case UInt8(ascii: "\r"):
        if rest.first != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func scalar(_ reference: String) -> Unicode.Scalar? {
    switch reference {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default: return numbered(reference)
    }
  }

  /// `#233` or `#xE9`; none of the control characters that XML leaves out.
  static func numbered(_ reference: String) -> Unicode.Scalar? {
    guard reference.hasPrefix("#") else { return nil }
    let isHexadecimal = reference.hasPrefix("#x") || reference.hasPrefix("#X")
    let digits = reference.dropFirst(isHexadecimal ? 2 : 1)
    guard digits.utf8.count <= 8, digits.first != "+", digits.first != "-",
      let number = UInt32(digits, radix: isHexadecimal ? 16 : 10),
      number >= 0x20 || [0x09, 0x0A, 0x0D].contains(number),
      number != 0xFFFE, number != 0xFFFF
    else { return nil }
    return Unicode.Scalar(number)
  }
}
