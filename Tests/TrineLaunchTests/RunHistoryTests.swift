// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineFiles

@testable import TrineLaunch

@Suite("What all ranks say comes to metrics and a breakdown")
struct RunHistoryTests {
  private func history(_ ranks: [[TrainingEvent]]) -> RunHistory {
    var history = RunHistory(ranks: ranks.count)
    for (rank, events) in ranks.enumerated() {
      for event in events { history.take(event, of: rank) }
    }
    return history
  }

  private func started(_ step: Int = 0) -> TrainingEvent {
    TrainingEvent(t: 0, kind: .started, values: ["process": 7, "step": Double(step)])
  }

  private func phase(_ step: Int, _ values: [String: Double]) -> TrainingEvent {
    TrainingEvent(t: 1, kind: .phase, step: step, values: values)
  }

  private func loss(_ step: Int, _ value: Double) -> TrainingEvent {
    TrainingEvent(t: 1, kind: .metric, step: step, values: ["train/loss": value])
  }

  @Test("times are means, bytes sums, memory the most")
  func merged() throws {
    let metrics = history([
      [phase(10, ["time/compute": 1, "bytes/sent": 100, "memory/peak": 5])],
      [phase(10, ["time/compute": 3, "bytes/sent": 20, "memory/peak": 9])],
    ]).metrics
    #expect(metrics["time/compute"]?.last == 2)
    #expect(metrics["bytes/sent"]?.last == 120)
    #expect(metrics["memory/peak"]?.last == 9)
    #expect(metrics["time/compute"]?.step == 10)
  }

  @Test("when rank 0 is lost, the next one's metrics go on from its own")
  func rankZeroLost() {
    let metrics = history([[loss(10, 3), loss(20, 2)], [loss(30, 1)], []]).metrics
    #expect(metrics["train/loss"]?.count == 3)
    #expect(metrics["train/loss"]?.last == 1)
    #expect(metrics["train/loss"]?.step == 30)
  }

  @Test("stretches are matched by step, and a rank that is missing leaves no hole")
  func missing() {
    let metrics = history([
      [phase(10, ["time/wait": 1]), phase(20, ["time/wait": 2])],
      [phase(20, ["time/wait": 4])],
      [],
    ]).metrics
    #expect(metrics["time/wait"]?.count == 2)
    #expect(metrics["time/wait"]?.min == 1)
    #expect(metrics["time/wait"]?.last == 3)
  }

  @Test("two stretches of a rank that end at one step count as one")
  func twice() {
    let metrics = history([
      [
        phase(10, ["time/data": 1, "memory/peak": 5, "bytes/sent": 1]),
        phase(10, ["time/data": 2, "memory/peak": 4, "bytes/sent": 1]),
      ]
    ]).metrics
    #expect(metrics["time/data"]?.last == 3)
    #expect(metrics["time/data"]?.count == 1)
    #expect(metrics["memory/peak"]?.last == 5)
    #expect(metrics["bytes/sent"]?.last == 2)
  }

  @Test("metrics are those of rank 0")
  func metrics() {
    let metrics = history([[loss(1, 0.5)], [loss(1, 0.1)]]).metrics
    #expect(metrics["train/loss"]?.last == 0.5)
    #expect(metrics["train/loss"]?.count == 1)
  }

  @Test("what a resumed run trains again is counted once")
  func superseded() {
    let early = [
      started(), loss(10, 0.9), phase(10, ["time/wait": 1]), loss(20, 0.1),
      phase(20, ["time/wait": 50]), TrainingEvent(t: 2, kind: .failed),
    ]
    let both = history([early + [started(10), loss(20, 0.4), phase(20, ["time/wait": 3])], early])
    #expect(both.metrics["train/loss"]?.min == 0.4)
    #expect(both.metrics["train/loss"]?.mean == 0.65)
    #expect(both.lastWords[0] == nil)
    #expect(both.lastWords[1]?.kind == .failed)
    #expect(both.breakdown.ranks.first?.wait == 4)
  }

  @Test("staleness is added up over ranks and stretches; notes are kept once")
  func said() {
    let late = TrainingEvent(t: 1, kind: .staleness, step: 5, values: ["0": 120, "1": 7])
    let later = TrainingEvent(t: 2, kind: .staleness, step: 9, values: ["1": 1, "x": 4])
    let note = TrainingEvent(t: 0, kind: .note, message: "allreduce: shared (2 ranks on one node)")
    let breakdown = history([[note, late, later], [note, late]]).breakdown
    #expect(breakdown.staleness == [0: 240, 1: 15])
    #expect(breakdown.notes == ["allreduce: shared (2 ranks on one node)"])
    // A rank that has started again says anew what it found.
    let other = TrainingEvent(t: 0, kind: .note, message: "allreduce: flat")
    #expect(history([[note, started(5), other]]).breakdown.notes == ["allreduce: flat"])
    #expect(breakdown.ranks.isEmpty)
  }

  @Test("a rank's breakdown is the sum of its stretches")
  func breakdown() {
    let breakdown = history([
      [
        phase(10, ["time/compute": 1, "time/communicate": 2, "time/wait": 3, "time/data": 4]),
        phase(20, ["time/compute": 1, "bytes/sent": 8, "memory/peak": 6, "memory/parameters": 2]),
      ]
    ]).breakdown
    var rank = RunBreakdown.Rank(0)
    (rank.compute, rank.communicate, rank.wait, rank.data) = (2, 2, 3, 4)
    (rank.bytesSent, rank.memoryPeak, rank.memoryParameters) = (8, 6, 2)
    #expect(breakdown.ranks == [rank])
  }

  @Test("a tail begins where the files end, with what stays")
  func tail() throws {
    let lab = try Lab()
    let id = RunID(experiment: "trial", number: 1)
    try lab.folder(
      id,
      transitions: [],
      events: [
        [
          #"{"t": 1, "kind": "metric", "step": 10, "values": {"train/loss": 0.5}}"#,
          #"{"t": 2, "kind": "metric", "step": 20, "values": {"train/loss": 0.1}}"#,
          #"{"t": 3, "kind": "failed", "message": "out of paper"}"#,
        ]
      ]
    )
    let folder = RunFolder(lab.workspace.path(Workspace.folder(id)))
    var tail = EventTail(folder, ranks: 1, from: 10)
    #expect(tail.history.metrics["train/loss"]?.last == 0.5)
    #expect(tail.history.lastWords.isEmpty)
    #expect(tail.next().isEmpty)
    try FileText.append(
      line: #"{"t": 0, "kind": "started", "values": {"process": 7, "step": 10}}"#,
      to: folder.events(rank: 0)
    )
    #expect(tail.next().map(\.event.kind) == [.started])
    #expect(tail.history.metrics["train/loss"]?.count == 1)
  }
}
