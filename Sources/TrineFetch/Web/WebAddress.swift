// SPDX-License-Identifier: MIT

/// An `http` or `https` address taken apart, as far as it names a paper.
struct WebAddress {
  /// The host in lower case.
  let host: String
  /// The parts of the path, decoded.
  let path: [String]

  /// Reads an address, also one without its `https://`; `nil` for what has no path.
  init?(_ text: String) {
    var rest = Substring(text)
    for scheme in ["https://", "http://"] where text.lowercased().hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
    }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1, parts[0].contains("."), parts[0].first?.isLetter == true else {
      return nil
    }
    host = parts[0].lowercased()
    path = parts.dropFirst().map { PercentCoding.decoded($0) }
  }
}

/// Percent-encoding (RFC 3986, section 2.1).
enum PercentCoding {
  /// Everything but letters, digits and `-._~` encoded, slashes, too: what comes out is one part of a
  /// path and nothing else.
  static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      if isUnreserved(byte) {
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return encoded
  }

  /// The text with its bytes decoded; a `%` without two digits stays.
  static func decoded(_ text: some StringProtocol) -> String {
    let source = Array(text.utf8)
    var bytes: [UInt8] = []
    var index = 0
    while index < source.count {
      if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
        let high = digit(source[index + 1]), let low = digit(source[index + 2])
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(source[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
