// SPDX-License-Identifier: MIT

import FoundationEssentials
import Testing
import TrineCore
import TrineFiles

@testable import TrineLaunch

@Suite("Event files are read while they grow")
struct EventReaderTests {
  private let path = FileManager.default.temporaryDirectory.path + "/trine-\(ULID()).jsonl"

  private func write(_ text: String) throws {
    let old = (try? FileText.read(path)) ?? ""
    try FileText.replace(path, with: old + text)
  }

  @Test("a torn last line waits for its rest")
  func torn() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    var reader = EventReader<TrainingEvent>(path)
    #expect(reader.next().isEmpty)
    try write(#"{"t": 1, "kind": "heartbeat"}"# + "\n" + #"{"t": 2, "ki"#)
    #expect(reader.next().map(\.t) == [1])
    #expect(reader.next().isEmpty)
    try write(#"nd": "finished"}"# + "\n")
    #expect(reader.next().map(\.kind) == [.finished])
  }

  @Test("a line that is no event is passed over, and so is a kind of a newer version")
  func garbage() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write("\0\0\0\n\n" + #"{"t": 1, "kind": "telepathy", "new": [1]}"# + "\n[]\n")
    #expect(EventReader<TrainingEvent>.all(path).map(\.kind) == [.other])
  }

  @Test(
    "a value that is no number is read however programs write it",
    arguments: [
      (#""NaN""#, Double.nan), ("NaN", .nan), ("null", .nan), (#""nan""#, .nan),
      (#""Infinity""#, .infinity), ("Infinity", .infinity), (#""inf""#, .infinity),
      (#""-Infinity""#, -.infinity), ("-Infinity", -.infinity),
    ]
  )
  func notFinite(text: String, value: Double) throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let line = #"{"t": 1, "kind": "metric", "step": 3, "values": {"a": \#(text), "b": 0.5}}"#
    try write(line + "\n" + line.replacing(text, with: #""much""#) + "\n")
    let events = EventReader<TrainingEvent>.all(path)
    #expect(events.count == 1)
    let read = try #require(events.first?.values?["a"])
    #expect(read == value || read.isNaN && value.isNaN)
    #expect(events.first?.values?["b"] == 0.5)
  }

  @Test("without the lines nobody wants")
  func ignoring() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lines = [
      #"{"t": 1, "kind": "metric"}"#, #"{"t": 2, "kind": "heartbeat", "message": "compute"}"#,
      #"{"t": 3, "kind": "note", "message": "no \"heartbeat\" here"}"#,
      #"{"t": 4, "kind": "phase"}"#,
    ]
    try write(lines.joined(separator: "\n") + "\n")
    let events = EventReader<TrainingEvent>.all(path, ignoring: "heartbeat")
    #expect(events.map(\.t) == [1, 3, 4])
    #expect(EventReader<TrainingEvent>.all(path).map(\.t) == [1, 2, 3, 4])
  }

  @Test("cut after any byte, the whole lines before the cut are read", arguments: 0...8)
  func anyCut(eighth: Int) throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lines = (0..<2000).map { #"{"t": \#($0), "kind": "heartbeat", "message": "勾配"}"# + "\n" }
    let bytes = Array(lines.joined().utf8)
    let cut = bytes.prefix(bytes.count * eighth / 8)
    #expect(FileManager.default.createFile(atPath: path, contents: Data(cut)))
    let expected = cut.count { $0 == UInt8(ascii: "\n") }
    #expect(EventReader<TrainingEvent>.all(path).map(\.t) == (0..<expected).map(Double.init))
  }
}
