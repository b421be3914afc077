// SPDX-License-Identifier: MIT

import FoundationEssentials
import Testing
import TrineCore
import TrineFiles

@testable import TrineLaunch

@Suite("The timelines of all ranks become one trace")
struct TraceTests {
  private let lab: Lab
  private let id = RunID(experiment: "trial", number: 1)

  init() throws {
    lab = try Lab()
  }

  private var folder: RunFolder { RunFolder(lab.workspace.path(Workspace.folder(id))) }

  /// Makes a run with these traces.
  private func run(_ traces: [String], traceSteps: Int = 20) throws -> Run {
    let moment = "2026-11-23T06:00:00.000Z"
    try lab.folder(
      id,
      transitions: [RunTransition(time: moment, status: .queued, uid: "U")],
      events: traces.map { _ in [] }
    )
    var plan = Lab.plan(ranks: max(1, traces.count))
    plan.traceSteps = traceSteps
    try FileText.replace(folder.plan, with: JSONText.pretty(plan))
    for (rank, text) in traces.enumerated() where !text.isEmpty {
      try FileText.replace(folder.trace(rank: rank), with: text)
    }
    return try RunReader.run(id, in: lab.workspace)
  }

  private func written(_ run: Run, steps: Int? = nil) throws -> JSONValue {
    var text: [UInt8] = []
    try RunTrace(of: run, in: lab.workspace).write(steps: steps) { text += $0 }
    return try JSONText.value(JSONValue.self, from: String(decoding: text, as: UTF8.self))
  }

  /// The complete events, each as `rank name phase step start duration`.
  private func spans(_ trace: JSONValue) -> [String] {
    (trace["traceEvents"]?.array ?? []).filter { $0["ph"]?.string == "X" }.map { event in
      let (rank, step) = (event["tid"]?.int ?? -1, event["args"]?["step"]?.int ?? -1)
      let (start, duration) = (event["ts"]?.double ?? -1, event["dur"]?.double ?? -1)
      return "\(rank) \(event["name"]?.string ?? "") \(event["cat"]?.string ?? "") \(step) "
        + "\(start) \(duration)"
    }
  }

  private let first = """
    {"start": 0.001, "end": 0.002, "phase": "compute", "name": "forward of layer 1", "step": 1}
    {"start": 0.002, "end": 0.0035, "phase": "communicate", "name": "allreduce", "step": 1}
    {"end":0.0051,"name":"forward of layer 1","phase":"compute","start":0.0035,"step": 2}

    """
  private let second = """
    {"start": 0.0005, "end": 0.0025, "phase": "compute", "name": "forward of \\"1\\"", "step": 1}
    {"start": 0.0025, "end": 0.004, "phase": "wait", "name": "for the other ranks", "step": 1}
    {"start": 0.004, "end": 0.004, "phase": "idle", "name": "勾配"}
    {"start": 0.00
    """

  @Test("by the time things began, in microseconds")
  func merged() throws {
    let trace = try written(run([first, second]))
    #expect(
      spans(trace) == [
        "1 forward of \"1\" compute 1 500.0 2000.0",
        "0 forward of layer 1 compute 1 1000.0 1000.0",
        "0 allreduce communicate 1 2000.0 1500.0",
        "1 for the other ranks wait 1 2500.0 1500.0",
        "0 forward of layer 1 compute 2 3500.0 1600.0",
        "1 勾配 idle -1 4000.0 0.0",
      ]
    )
  }

  @Test("the run is the process, and its ranks are the threads")
  func names() throws {
    let events = try written(run([first, "", second]))["traceEvents"]?.array ?? []
    let named = events.filter { $0["ph"]?.string == "M" }.map { event in
      let value = event["args"]?["name"]?.string ?? "\(event["args"]?["sort_index"]?.int ?? -1)"
      return "\(event["name"]?.string ?? "") \(event["tid"]?.int ?? -1) \(value)"
    }
    #expect(
      named == [
        "process_name 0 trial-1", "thread_name 0 rank 0", "thread_sort_index 0 0",
        "thread_name 2 rank 2", "thread_sort_index 2 2",
      ]
    )
    #expect(events.allSatisfy { $0["pid"]?.int == 0 })
  }

  @Test("of the first steps, whatever number they begin with", arguments: ["", "40"])
  func firstSteps(digits: String) throws {
    let run = try run(
      [first, second].map { $0.replacing(#""step": "#, with: #""step": \#(digits)"#) }
    )
    #expect(try spans(written(run, steps: 1)).count == 5)
    #expect(try spans(written(run, steps: 2)).count == 6)
  }

  @Test("many spans of many ranks stay in order, and none overlaps the next of its rank")
  func many() throws {
    // Some lie before the common start: a clock is not read everywhere at once.
    let ranks = (0..<3).map { rank in
      var (time, text) = (Double(rank) * 1e-7 - 0.002, "")
      for step in 0..<5000 {
        let end = time + Double.random(in: 1e-6...3e-6)
        text += #"{"start": \#(time), "end": \#(end), "phase": "compute", "name": "a", "#
        text += #""step": \#(step)}"# + "\n"
        time = end
      }
      return text
    }
    let events = try written(run(ranks))["traceEvents"]?.array ?? []
    let spans = events.filter { $0["ph"]?.string == "X" }.map { event in
      (
        rank: event["tid"]?.int ?? 0, start: event["ts"]?.double ?? -1,
        duration: event["dur"]?.double ?? -1
      )
    }
    #expect(spans.count == 15_000)
    #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.start <= $1.start })
    #expect(spans.allSatisfy { $0.start >= 0 && $0.duration >= 0.999 })
    for rank in 0..<3 {
      let own = spans.filter { $0.rank == rank }
      // Microseconds with a fraction are not exact as a Double; a nanosecond is 0.001.
      #expect(zip(own, own.dropFirst()).allSatisfy { $0.start + $0.duration <= $1.start + 1e-6 })
    }
  }

  @Test("a file is written whole")
  func file() throws {
    let run = try run([first])
    let path = lab.workspace.path("out.json")
    try RunTrace(of: run, in: lab.workspace).write(toFile: path)
    let trace = try JSONText.value(JSONValue.self, from: FileText.read(path))
    #expect(spans(trace).count == 3)
    #expect(!FileText.exists(path + ".partial"))
  }

  @Test("a file that cannot be written is named")
  func unwritable() throws {
    let path = lab.workspace.path("no/such/folder/out.json")
    let trace = try RunTrace(of: run([first]), in: lab.workspace)
    let problem = #expect(throws: Diagnostic.self) { try trace.write(toFile: path) }
    #expect(
      problem?.headline == "\(path): the trace cannot be written: No such file or directory"
    )
    #expect(problem?.fix == "name another place: --output FILE")
  }

  @Test("a run without traces is told how to get one")
  func none() throws {
    let off = try run([""], traceSteps: 0)
    let problem = #expect(throws: Diagnostic.self) { try RunTrace(of: off, in: lab.workspace) }
    #expect(problem?.message == "trial-1 has kept no timeline")
    #expect(problem?.fix == "its experiment has 'traceSteps: 0'; run it with traceSteps=20")
    let empty = try run(["{\"torn"])
    let other = #expect(throws: Diagnostic.self) { try RunTrace(of: empty, in: lab.workspace) }
    #expect(other?.message == "trial-1 has kept no timeline")
    #expect(
      other?.fix
        == "a run keeps the timeline of its first 'traceSteps' steps; run the experiment again"
    )
  }
}

@Suite("Lines of a trace")
struct TraceLineTests {
  private func line(_ text: String) -> TraceLine? { TraceLine(Array(text.utf8)[...]) }

  @Test("keys in any order, and keys nobody knows")
  func keys() throws {
    let text = #"{ "new": "a,}\"", "step":7 , "name": "x", "flag":true, "end":2e-3,"start":-1 }"#
    let read = try #require(line(text))
    #expect(read.start == -1 && read.end == 0.002 && read.step == 7)
    #expect(read.name == Array("x".utf8) && read.phase.isEmpty)
  }

  @Test(
    "what is no line of a trace is none",
    arguments: [
      "", "{", "{}", "[]", #"{"start": 1, "end": 2}"#, #"{"start": 1, "name": "x"}"#,
      #"{"start": 1, "end": 2, "name": "x""#, #"{"start": 1, "end": 2, "name": "x"} "{"#,
      #"{"start": 1, "end": 2, "name": "x\"#, #"{"start": one, "end": 2, "name": "x"}"#,
      #"{"start": 1, "end": 2, "name": }"#,
    ]
  )
  func garbage(text: String) {
    #expect(line(text) == nil)
  }
}

extension JSONValue {
  fileprivate var double: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
}
