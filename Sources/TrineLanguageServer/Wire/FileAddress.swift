// SPDX-License-Identifier: MIT

/// A file's path as the address editors name it by, and back.
enum FileAddress {
  /// `file:///a%20b` for `/a b`.
  static func address(of path: String) -> String {
    "file://"
      + path.utf8.map { byte in
        let isPlain =
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
          || "/-_.~".utf8.contains(byte)
        return isPlain ? String(Unicode.Scalar(byte)) : "%" + hexadecimal(byte)
      }.joined()
  }

  /// `/a b` for `file:///a%20b`, and for `file:///x/../a%20b`; `nil` for what is no file.
  static func path(of address: String) -> String? {
    guard address.hasPrefix("file://") else { return nil }
    var bytes: [UInt8] = []
    var rest = address.utf8.dropFirst("file://".utf8.count).drop { $0 != UInt8(ascii: "/") }
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes.isEmpty ? nil : withoutDots(String(decoding: bytes, as: UTF8.self))
  }

  /// A path without `.` and `..` (RFC 3986, section 5.2.4), by which one file would be two documents.
  private static func withoutDots(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      switch part {
      case ".": continue
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0\(digits)" : digits
  }
}
