// SPDX-License-Identifier: MIT

import TrineCore

/// Writes Chrome's trace event format, which Perfetto reads as well.
///
/// "Trace Event Format", the JSON object form: complete events (`X`) with microseconds, and metadata
/// (`M`) that names processes and threads. The run is the process, its ranks are the threads.
struct TraceWriter {
  private var bytes: [UInt8] = []
  private let sink: ([UInt8]) throws -> Void

  /// Begins a trace; `sink` takes it in pieces.
  init(run: String, ranks: [Int], to sink: @escaping ([UInt8]) throws -> Void) {
    self.sink = sink
    let run = (try? JSONText.line(JSONValue.string(run))) ?? "\"run\""
    add("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n")
    add(#"{"name":"process_name","ph":"M","pid":0,"tid":0,"args":{"name":\#(run)}}"#)
    for rank in ranks {
      let whose = #""ph":"M","pid":0,"tid":\#(rank),"args""#
      add(",\n" + #"{"name":"thread_name",\#(whose):{"name":"rank \#(rank)"}}"#)
      add(",\n" + #"{"name":"thread_sort_index",\#(whose):{"sort_index":\#(rank)}}"#)
    }
  }

  /// Adds what a rank did.
  mutating func write(_ line: TraceLine, rank: Int, shift: Double) throws {
    let start = Self.nanoseconds(line.start + shift)
    let end = Self.nanoseconds(line.end + shift)
    add(",\n{\"name\":\"")
    bytes += line.name
    add("\",\"cat\":\"")
    bytes += line.phase
    add("\",\"ph\":\"X\",\"ts\":\(Self.microseconds(start))")
    add(",\"dur\":\(Self.microseconds(max(0, end - start))),\"pid\":0,\"tid\":\(rank)")
    add(line.step.map { ",\"args\":{\"step\":\($0)}}" } ?? "}")
    if bytes.count > 1 << 17 { try flush() }
  }

  /// Ends the trace.
  mutating func end() throws {
    add("\n]}\n")
    try flush()
  }

  private mutating func flush() throws {
    try sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func add(_ text: String) {
    bytes += text.utf8
  }

  private static func nanoseconds(_ seconds: Double) -> Int64 {
    Int64((min(max(seconds, 0), 1e9) * 1e9).rounded())
  }

  /// Whole nanoseconds as microseconds with a fraction, so that what ends where the next begins does
  /// so in the trace, too.
  private static func microseconds(_ nanoseconds: Int64) -> String {
    let (whole, part) = nanoseconds.quotientAndRemainder(dividingBy: 1000)
    guard part > 0 else { return "\(whole)" }
    return "\(whole)." + String(repeating: "0", count: 3 - "\(part)".count) + "\(part)"
  }
}
