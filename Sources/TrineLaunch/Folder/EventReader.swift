// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import TrineCore

/// Reads a file of JSON lines while it grows.
///
/// A last line without its line break is torn, or still being written: it waits for the next call.
/// A whole line that is no such object is passed over; the rest of the file still counts.
struct EventReader<Event: Decodable> {
  private let path: String
  private var offset = 0
  private var torn: [UInt8] = []
  private let decoder = JSONDecoder()

  init(_ path: String) {
    self.path = path
  }

  /// The events added since the last call; none when there is no file.
  mutating func next() -> [Event] {
    let handle = open(path, O_RDONLY | O_CLOEXEC)
    guard handle >= 0 else { return [] }
    defer { close(handle) }
    var events: [Event] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = pread(handle, &buffer, buffer.count, off_t(offset))
      guard count > 0 else { return events }
      offset += count
      torn += buffer[..<count]
      events += takeWholeLines()
    }
  }

  /// All events of a file at once.
  static func all(_ path: String) -> [Event] {
    var reader = EventReader(path)
    return reader.next()
  }

  private mutating func takeWholeLines() -> [Event] {
    guard let end = torn.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    let lines = torn[..<end].split(separator: UInt8(ascii: "\n"))
    defer { torn.removeSubrange(...end) }
    return lines.compactMap { try? decoder.decode(Event.self, from: Data($0)) }
  }
}
