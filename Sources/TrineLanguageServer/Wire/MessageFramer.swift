// SPDX-License-Identifier: MIT

/// Cuts a stream of bytes into messages: a header with their length, an empty line, and the message
/// (Language Server Protocol 3.17, "Base Protocol").
public struct MessageFramer {
  /// Why a stream is none of messages.
  public struct Malformed: Error, CustomStringConvertible {
    /// The header that was found.
    public let header: String

    /// What was found, in words.
    public var description: String { "the header '\(header)' has no Content-Length" }
  }

  private var bytes: [UInt8] = []

  /// Starts with no bytes.
  public init() {}

  /// Adds bytes as they come.
  public mutating func append(_ more: some Sequence<UInt8>) {
    bytes.append(contentsOf: more)
  }

  /// The next whole message; `nil` when more bytes are needed.
  /// - Throws: `Malformed` when no length is said: nothing after that can be read.
  public mutating func next() throws -> [UInt8]? {
    guard let (header, start) = header() else { return nil }
    guard let length = Self.length(header) else { throw Malformed(header: header) }
    guard bytes.count - start >= length else { return nil }
    defer { bytes.removeFirst(start + length) }
    return Array(bytes[start..<start + length])
  }

  /// The header and where the message begins.
  private func header() -> (text: String, end: Int)? {
    let end = "\r\n\r\n".utf8
    var place = 0
    while place + end.count <= bytes.count {
      guard let next = bytes[place...].firstIndex(of: 0x0D) else { return nil }
      if bytes[next...].starts(with: end) {
        return (String(decoding: bytes[..<next], as: UTF8.self), next + end.count)
      }
      place = next + 1
    }
    return nil
  }

  /// Longer messages than a gigabyte are none.
  private static let most = 1 << 30

  private static func length(_ header: String) -> Int? {
    for line in header.split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
      return Int(parts[1].filter { !$0.isWhitespace }).flatMap {
        (0...most).contains($0) ? $0 : nil
      }
    }
    return nil
  }

  /// A message with its header.
  public static func framed(_ message: String) -> [UInt8] {
    Array("Content-Length: \(message.utf8.count)\r\n\r\n\(message)".utf8)
  }
}
