// SPDX-License-Identifier: MIT

/// Where a name stands that is a value of YAML.
public enum YAMLName {
  /// Finds a name behind the anchor, the tag, the quote or the block's header that YAML may have before it.
  /// - Parameters:
  ///   - name: The name.
  ///   - value: Where its value begins, as libyaml has it.
  ///   - bytes: The bytes of the file.
  /// - Returns: its bytes; none of them where it is not written as it is, but with an escape or over several
  ///   lines.
  public static func range(of name: String, from value: Int, in bytes: [UInt8]) -> Range<Int> {
    let first = start(value, bytes)
    return bytes[first...].starts(with: name.utf8) ? first..<first + name.utf8.count : value..<value
  }

  private static func start(_ value: Int, _ bytes: [UInt8]) -> Int {
    var index = value
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "&"), UInt8(ascii: "!"): index = end(of: index, bytes) { !isSpace($0) }
      case UInt8(ascii: "|"), UInt8(ascii: ">"): index = end(of: index, bytes) { $0 != 0x0A }
      case UInt8(ascii: "\""), UInt8(ascii: "'"): return index + 1
      case let byte where isSpace(byte): index += 1
      default: return index
      }
    }
    return index
  }

  private static func end(of start: Int, _ bytes: [UInt8], _ isPart: (UInt8) -> Bool) -> Int {
    bytes[start...].firstIndex { !isPart($0) } ?? bytes.count
  }

  private static func isSpace(_ byte: UInt8) -> Bool { " \t\r\n".utf8.contains(byte) }
}
