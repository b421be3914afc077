// SPDX-License-Identifier: MIT

import FoundationEssentials
import Testing
import TrineCore
import TrineFiles

@testable import TrineLaunch

@Suite("The timelines of all ranks become one for Perfetto")
struct ChromeTraceTests {
  private func span(_ start: Double, _ end: Double, _ name: String, step: Int) -> TraceSpan {
    TraceSpan(start: start, end: end, phase: "compute", name: name, step: step)
  }

  private func events(_ text: String) throws -> [JSONValue] {
    try JSONText.value(JSONValue.self, from: text)["traceEvents"]?.array ?? []
  }

  @Test("a span is a complete event in microseconds, its rank a thread with a name")
  func complete() throws {
    let trace = try ChromeTrace(
      run: "trial-1",
      spans: [1: [span(0.5, 0.500_25, "forward of layer 1", step: 3)]]
    )
    #expect(
      trace.text == """
        {"displayTimeUnit":"ms","traceEvents":[
        {"args":{"name":"trial-1"},"name":"process_name","ph":"M","pid":0},
        {"args":{"name":"rank 1"},"name":"thread_name","ph":"M","pid":0,"tid":1},
        {"args":{"step":3},"cat":"compute","dur":250,"name":"forward of layer 1","ph":"X","pid":0,\
        "tid":1,"ts":500000}
        ]}

        """
    )
  }

  @Test("of spans that begin together the outer one comes first")
  func nested() throws {
    let spans = [span(2, 3, "c", step: 1), span(1, 2, "b", step: 1), span(1, 3, "a", step: 1)]
    let trace = try ChromeTrace(run: "r", spans: [0: spans])
    #expect(try events(trace.text).suffix(3).map { $0["name"]?.string } == ["a", "b", "c"])
  }

  @Test("only the first steps, counted from the first traced", arguments: [1, 2, 9])
  func steps(count: Int) throws {
    let spans = (5..<10).map { span(Double($0), Double($0) + 1, "s", step: $0) }
    let trace = try ChromeTrace(run: "r", spans: [0: spans, 1: spans], steps: count)
    #expect(try events(trace.text).count { $0["ph"]?.string == "X" } == 2 * min(5, count))
  }

  @Test("a run that has kept no timeline says how to get one", arguments: [20, 0])
  func none(planned: Int) throws {
    let lab = try Lab()
    let id = RunID(experiment: "trial", number: 1)
    let moment = "2026-11-23T06:00:00.000Z"
    try lab.folder(id, transitions: [RunTransition(time: moment, status: .finished)])
    var run = try RunReader.run(id, in: lab.workspace)
    run.config = .object(["traceSteps": .integer(planned)])
    let error = #expect(throws: Diagnostic.self) { try RunTrace.text(of: run, in: lab.workspace) }
    #expect(error?.message == "trial-1 has kept no timeline")
    #expect(error?.fix?.contains(planned == 0 ? "'traceSteps: 0'" : "again") == true)
  }

  @Test("the ranks' files are read as far as they are whole")
  func files() throws {
    let lab = try Lab()
    let id = RunID(experiment: "trial", number: 1)
    let moment = "2026-11-23T06:00:00.000Z"
    try lab.folder(
      id,
      transitions: [RunTransition(time: moment, status: .finished)],
      events: [[], []]
    )
    let folder = RunFolder(lab.workspace.path(Workspace.folder(id)))
    let line = #"{"start": 1, "end": 2, "phase": "wait", "name": "barrier", "step": 0}"#
    try FileText.append(line: line, to: folder.trace(rank: 0))
    try FileText.replace(folder.trace(rank: 1), with: line + "\n" + #"{"start": 2"#)
    let run = try RunReader.run(id, in: lab.workspace)
    let text = try RunTrace.text(of: run, in: lab.workspace)
    #expect(try events(text).count { $0["ph"]?.string == "X" } == 2)
  }
}
