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
  private let ignored: [UInt8]
  private var torn: [UInt8] = []
  private let decoder = JSONDecoder()
  /// Reads what other programs write without being JSON: Python writes a loss that is no number as a
  /// bare `NaN`, which JSON5 has.
  private let lenient = JSONDecoder()
  private var offset = 0

  /// Reads a file from its beginning.
  /// - Parameters:
  ///   - path: Where it is.
  ///   - word: A text by which lines are passed over unread: heartbeats are most of what a long run
  ///     says, and few want them.
  init(_ path: String, ignoring word: String? = nil) {
    self.path = path
    ignored = word.map { Array("\"\($0)\"".utf8) } ?? []
    lenient.allowsJSON5 = true
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
  static func all(_ path: String, ignoring word: String? = nil) -> [Event] {
    var reader = EventReader(path, ignoring: word)
    return reader.next()
  }

  private mutating func takeWholeLines() -> [Event] {
    guard let end = torn.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    let lines = torn[..<end].split(separator: UInt8(ascii: "\n"))
    defer { torn.removeSubrange(...end) }
    return lines.compactMap { isIgnored($0) ? nil : event($0) }
  }

  private func event(_ line: ArraySlice<UInt8>) -> Event? {
    let data = Data(line)
    return (try? decoder.decode(Event.self, from: data))
      ?? (try? lenient.decode(Event.self, from: data))
  }

  private func isIgnored(_ line: ArraySlice<UInt8>) -> Bool {
    guard let quote = ignored.first else { return false }
    var rest = line
    while let place = rest.firstIndex(of: quote) {
      rest = rest[place...]
      if rest.starts(with: ignored) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
