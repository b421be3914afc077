// SPDX-License-Identifier: MIT

import SystemPackage

/// Reads a rank's trace a line at a time, in little memory however long it is.
final class TraceReader {
  /// Whose trace it is.
  let rank: Int
  /// The line that is next; `nil` behind the last.
  private(set) var head: TraceLine?
  /// When that begins; infinite behind the last.
  private(set) var start = Double.infinity

  private let file: FileDescriptor
  private var bytes: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  /// Opens a trace; `nil` when there is none.
  init?(_ path: String, rank: Int) {
    guard let file = try? FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
    else {
      return nil
    }
    self.file = file
    self.rank = rank
    advance()
  }

  deinit {
    try? file.close()
  }

  /// Goes on to the next line; lines that are none are passed over.
  func advance() {
    head = nil
    while head == nil, let line = nextLine() { head = TraceLine(line) }
    start = head?.start ?? .infinity
  }

  private func nextLine() -> ArraySlice<UInt8>? {
    while true {
      if let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { position = end + 1 }
        return bytes[position..<end]
      }
      guard !isAtEnd else { return nil }
      fill()
    }
  }

  /// Puts more of the file behind the line that is not whole yet.
  private func fill() {
    let begun = bytes[position...]
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    let count = (try? buffer.withUnsafeMutableBytes { try file.read(into: $0) }) ?? 0
    isAtEnd = count == 0
    bytes = Array(begun) + buffer[..<count]
    position = 0
  }
}
