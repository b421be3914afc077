// SPDX-License-Identifier: MIT

import FoundationEssentials
import Testing
import TrineCatalog
import TrineCore
import TrineFiles

@testable import TrineLaunch

@Suite("A run that has ended goes on", .serialized)
struct ResumeTests {
  private let lab: Lab
  private let id = RunID(experiment: "trial", number: 1)
  private let moment = "2026-11-23T06:00:00.000Z"
  private var folder: RunFolder { RunFolder(lab.workspace.path(Workspace.folder(id))) }

  init() throws {
    lab = try Lab()
  }

  /// A run of two ranks that ended like this, with checkpoints of these steps.
  private func ended(_ status: RunStatus, checkpoints: [Int], events: [String] = []) throws -> Run {
    var supervisor = ProcessIdentity.current()
    supervisor.startTicks += 1
    try lab.folder(
      id,
      transitions: [
        RunTransition(time: moment, status: .queued, uid: "U", supervisor: supervisor),
        RunTransition(time: moment, status: .running),
        RunTransition(time: moment, status: status, reason: "because"),
      ],
      events: [events, events]
    )
    for step in checkpoints {
      let file = Checkpoint(step: step).file
      try FileText.replace("\(folder.path)/\(file)", with: "{}")
      try FileText.replace("\(folder.path)/\(RunFolder.checkpoint(step: step))", with: "")
    }
    let run = try RunReader.run(id, in: lab.workspace)
    try lab.catalog.save(run)
    return run
  }

  private func resume(_ resumption: Resumption, _ body: String) async throws -> RunReport {
    let supervisor = try Supervisor(
      workspace: lab.workspace,
      catalog: lab.catalog,
      worker: lab.worker(body)
    )
    return try await supervisor.resume(resumption, stop: StopRequest()) { _ in }
  }

  private let finishing = """
    say '{"t": 0, "kind": "started", "values": {"process": 7, "step": 10}}'
    [ $rank != 0 ] || say '{"t": 1, "kind": "metric", "step": 20, "values": {"train/loss": 0.25}}'
    echo "$checkpoint" >"$folder/rank-$rank.log"
    say '{"t": 1, "kind": "finished"}'
    """

  @Test("from its last complete checkpoint, in the same folder, counting each step once")
  func resumed() async throws {
    let run = try ended(
      .failed,
      checkpoints: [5, 10],
      events: [
        #"{"t": 1, "kind": "metric", "step": 10, "values": {"train/loss": 0.75}}"#,
        #"{"t": 2, "kind": "metric", "step": 20, "values": {"train/loss": 9.0}}"#,
        #"{"t": 3, "kind": "failed", "message": "out of paper"}"#,
      ]
    )
    // One that was being written when the run died has parameters, but no state.
    try FileText.replace("\(folder.path)/\(RunFolder.checkpoint(step: 15))", with: "")
    let report = try await resume(Resumption(of: run, in: lab.workspace), finishing)
    #expect(report.run.status == .finished)
    #expect(report.run.reason == nil)
    #expect(report.run.id == id)
    #expect(report.run.metrics["train/loss"]?.max == 0.75)
    #expect(report.run.metrics["train/loss"]?.mean == 0.5)
    #expect(report.run.started == run.started)
    #expect(try #require(report.run.ended) > Date(timeIntervalSinceNow: -60))
    let known = try lab.catalog.run(matching: "trial-1")
    #expect(try known == RunReader.run(id, in: lab.workspace))
    #expect(try FileText.read(folder.log(rank: 1)) == "checkpoints/step-000010.json\n")
    #expect(!FileText.exists("\(folder.path)/plan-1.json"))
    let transitions = EventReader<RunTransition>.all(folder.supervisorEvents)
    #expect(transitions.map(\.status) == [.queued, .running, .failed, .running, .finished])
    #expect(transitions[3].resumedFrom == "checkpoints/step-000010.json")
    #expect(transitions[3].supervisor == ProcessIdentity.current())
  }

  @Test("also where a rank was killed in the middle of a line")
  func tornLine() async throws {
    let late = #"{"t": 2, "kind": "metric", "step": 20, "values": {"train/loss": 9.0}}"#
    let run = try ended(.lost, checkpoints: [10], events: [late])
    for rank in 0..<2 {
      let path = folder.events(rank: rank)
      let torn = Data(try FileText.read(path).utf8) + Data(#"{"t": 3, "ki"#.utf8)
      #expect(FileManager.default.createFile(atPath: path, contents: torn))
    }
    let report = try await resume(Resumption(of: run, in: lab.workspace), finishing)
    #expect(report.run.metrics["train/loss"]?.max == 0.25)
    #expect(try report.run == RunReader.run(id, in: lab.workspace))
  }

  @Test("with other ranks and more epochs; the plans before are kept")
  func changed() async throws {
    let run = try ended(.finished, checkpoints: [10])
    let old = try FileText.read(folder.plan)
    let resumption = try Resumption(of: run, in: lab.workspace, ranks: 1, epochs: 12)
    let report = try await resume(resumption, finishing)
    #expect(report.run.status == .finished)
    #expect(report.run.ranks == 1)
    #expect(try FileText.read("\(folder.path)/plan-1.json") == old)
    let plan = try JSONText.value(RunPlan.self, from: FileText.read(folder.plan))
    #expect(plan.ranks == 1)
    #expect(plan.train.epochs == 12)
    let again = try Resumption(of: report.run, in: lab.workspace, epochs: 13)
    _ = try await resume(again, finishing)
    #expect(FileText.exists("\(folder.path)/plan-2.json"))
  }

  @Test("and fails anew for a reason of its own")
  func failsAgain() async throws {
    let run = try ended(
      .failed,
      checkpoints: [10],
      events: [#"{"t": 3, "kind": "failed", "message": "out of paper"}"#]
    )
    let report = try await resume(
      Resumption(of: run, in: lab.workspace),
      #"say '{"t": 9, "kind": "failed", "message": "out of ink"}'; exit 1"#
    )
    #expect(report.run.status == .failed)
    #expect(report.run.reason?.hasSuffix("of 2: out of ink") == true)
  }

  @Test("and shows of a log what was written this time")
  func ownLog() async throws {
    let run = try ended(.failed, checkpoints: [10])
    for rank in 0..<2 { try FileText.append(line: "out of paper", to: folder.log(rank: rank)) }
    let resumption = try Resumption(of: run, in: lab.workspace)
    let say = #"say '{"t": 9, "kind": "failed", "message": "out of ink"}'; exit 1"#
    #expect(try await resume(resumption, say).lastLines.isEmpty)
    let again = #"echo again >>"$folder/rank-$rank.log"; \#(say)"#
    #expect(try await resume(resumption, again).lastLines == ["again"])
  }

  @Test("when it was resumed by a command that was killed before the catalog heard of it")
  func unheard() async throws {
    let run = try ended(.failed, checkpoints: [10])
    var supervisor = ProcessIdentity.current()
    supervisor.startTicks += 1
    supervisor.boot = "another"
    let again = RunTransition(
      time: moment,
      status: .running,
      supervisor: supervisor,
      resumedFrom: Checkpoint(step: 10).file
    )
    try FileText.append(line: JSONText.line(again), to: folder.supervisorEvents)
    let resumption = try Resumption(of: run, in: lab.workspace)
    await #expect(throws: Diagnostic.self) { try await resume(resumption, finishing) }
    _ = try Reconciler(workspace: lab.workspace, catalog: lab.catalog).reconcile()
    #expect(try lab.catalog.run(matching: "trial-1").status == .lost)
    #expect(try await resume(resumption, finishing).run.status == .finished)
  }

  private func refusal(_ run: Run, ranks: Int? = nil, epochs: Int? = nil) -> Diagnostic? {
    #expect(throws: Diagnostic.self) {
      try Resumption(of: run, in: lab.workspace, ranks: ranks, epochs: epochs)
    }
  }

  @Test("but not while it runs", arguments: [RunStatus.queued, .running])
  func running(status: RunStatus) throws {
    let error = try refusal(ended(status, checkpoints: [10]))
    #expect(
      error?.message == "trial-1 is \(status.rawValue) and cannot be resumed before it has ended"
    )
  }

  @Test("but not twice at the same time")
  func locked() async throws {
    let run = try ended(.failed, checkpoints: [10])
    let resumption = try Resumption(of: run, in: lab.workspace)
    let lock = try #require(RunLock(folder))
    let error = await #expect(throws: Diagnostic.self) { try await resume(resumption, finishing) }
    #expect(error?.message == "trial-1 is running and cannot be resumed before it has ended")
    withExtendedLifetime(lock) {}
  }

  @Test("but not without a checkpoint")
  func noCheckpoint() throws {
    let error = try refusal(ended(.killed, checkpoints: []))
    #expect(error?.message == "trial-1 has no complete checkpoint to go on from")
    #expect(error?.fix?.contains("train.checkpointEvery: 1 epoch") == true)
  }

  @Test("but not when it ended before the first one")
  func noCheckpointYet() throws {
    let run = try ended(.killed, checkpoints: [])
    var plan = Lab.plan()
    plan.train.checkpointEvery = .epochs(1)
    try FileText.replace(folder.plan, with: JSONText.pretty(plan))
    let error = refusal(run)
    #expect(error?.message.contains("ended before its first checkpoint was whole") == true)
    #expect(error?.fix?.contains("checkpointEvery: 1 epoch") == false)
  }

  @Test("from the checkpoint before, where the state of the last one is torn")
  func tornCheckpoint() throws {
    let run = try ended(.failed, checkpoints: [5, 10])
    try FileText.replace("\(folder.path)/\(Checkpoint(step: 10).file)", with: #"{"step""#)
    #expect(try Resumption(of: run, in: lab.workspace).checkpoint.step == 5)
  }

  @Test("with fewer ranks: what the others had done still counts, and nothing they did too much")
  func fewerRanks() async throws {
    let sent = { (step: Int) in
      #"{"t": 1, "kind": "phase", "step": \#(step), "values": {"bytes/sent": 100}}"#
    }
    let run = try ended(.failed, checkpoints: [10], events: [sent(5), sent(10), sent(15)])
    let fewer = try Resumption(of: run, in: lab.workspace, ranks: 1)
    let finishing = finishing + "\nsay '\(sent(20))'"
    var report = try await resume(fewer, finishing)
    #expect(report.breakdown.ranks.map(\.bytesSent) == [300, 200])
    let more = try Resumption(of: report.run, in: lab.workspace, ranks: 2, epochs: 12)
    report = try await resume(more, finishing)
    #expect(report.breakdown.ranks.map(\.bytesSent) == [300, 300])
    #expect(RunReader.breakdown(report.run, in: lab.workspace) == report.breakdown)
    #expect(try RunReader.run(id, in: lab.workspace).metrics == report.run.metrics)
  }

  @Test("and the time between its attempts is not its own")
  func time() throws {
    let at = { (second: Int) in "2026-11-23T06:00:\(second < 10 ? "0" : "")\(second).000Z" }
    let transitions = [
      RunTransition(time: at(0), status: .queued), RunTransition(time: at(1), status: .running),
      RunTransition(time: at(4), status: .failed), RunTransition(time: at(30), status: .running),
      RunTransition(time: at(32), status: .finished),
    ]
    for (count, seconds) in [(5, 5), (4, nil), (3, 3), (1, nil)] as [(Int, Double?)] {
      _ = try ended(.failed, checkpoints: [])
      let lines = try transitions[..<count].map { try JSONText.line($0) + "\n" }
      try FileText.replace(folder.supervisorEvents, with: lines.joined())
      let run = try RunReader.run(id, in: lab.workspace)
      #expect(run.duration == seconds)
      try lab.catalog.save(run)
      #expect(try lab.catalog.run(matching: "\(id)").duration == seconds)
    }
  }

  @Test("whatever faults ranks have that are not there, and without its first parameters")
  func essentials() throws {
    let run = try ended(.failed, checkpoints: [10])
    var plan = Lab.plan()
    plan.model.initial = "gone.safetensors"
    plan.faults = FaultsPlan(
      delay: FaultsPlan.Delay(rank: 0, milliseconds: 2),
      kill: FaultsPlan.Kill(rank: 1, step: 12)
    )
    try FileText.replace(folder.plan, with: JSONText.pretty(plan))
    let resumption = try Resumption(of: run, in: lab.workspace, ranks: 1)
    #expect(resumption.essentials.faults == FaultsPlan(delay: plan.faults?.delay))
    #expect(resumption.essentials.model.initial == nil)
    // What is written down stays as it was.
    #expect(resumption.plan.faults == plan.faults)
    #expect(resumption.plan.model.initial == plan.model.initial)
    let same = try Resumption(of: run, in: lab.workspace)
    #expect(same.essentials.faults == plan.faults)
  }

  @Test("but not when it was stopped early")
  func stoppedEarly() throws {
    let last = #"{"t": 3, "kind": "finished", "step": 6, "epoch": 6}"#
    let run = try ended(.finished, checkpoints: [6], events: [last])
    let error = refusal(run)
    #expect(
      error?.message
        == "trial-1 was stopped early, after 6 of its 10 epochs; there is nothing left to do"
    )
    #expect(error?.fix?.contains("train.earlyStopping.patience") == true)
  }

  @Test("but not when it has done all it was to do")
  func nothingLeft() throws {
    let run = try ended(.finished, checkpoints: [10])
    let said = "trial-1 has finished its 10 epochs; there is nothing left to do"
    #expect(refusal(run)?.message == said)
    #expect(refusal(run, ranks: 1)?.message == said)
    #expect(refusal(run, epochs: 10)?.fix == "give it more with --epochs 15")
    #expect(
      refusal(run, epochs: 9)?.message
        == "'--epochs 9' is less than the 10 epochs trial-1 was to have"
    )
  }

  @Test("but not by a plan this version cannot read")
  func foreignPlan() throws {
    let run = try ended(.failed, checkpoints: [10])
    try FileText.replace(folder.plan, with: #"{"ranks": 2}"#)
    let error = refusal(run)
    #expect(
      error?.message == "this version of Trine cannot read the plan, which another version wrote"
    )
    #expect(error?.location?.file == ".trine/runs/trial-1/plan.json")
  }

  /// A run that had failed and was resumed by a supervisor that is gone.
  private func orphan(since: Date, events: [String]) throws -> Run {
    _ = try ended(
      .failed,
      checkpoints: [10],
      events: [#"{"t": 3, "kind": "failed", "message": "out of paper"}"#] + events
    )
    var supervisor = ProcessIdentity.current()
    supervisor.startTicks += 1
    let again = RunTransition(
      time: Timestamp.text(since),
      status: .running,
      supervisor: supervisor,
      resumedFrom: Checkpoint(step: 10).file
    )
    try FileText.append(line: JSONText.line(again), to: folder.supervisorEvents)
    var run = try RunReader.run(id, in: lab.workspace)
    #expect(run.status == .running)
    try lab.catalog.save(run)
    let reconciler = Reconciler(workspace: lab.workspace, catalog: lab.catalog)
    #expect(try reconciler.reconcile().isEmpty)
    run = try lab.catalog.run(matching: "trial-1")
    #expect(try run == RunReader.run(id, in: lab.workspace))
    return run
  }

  @Test("and is judged by what was said since, when its supervisor is killed")
  func orphaned() throws {
    let started = #"{"t": 0, "kind": "started", "values": {"process": 0, "step": 10}}"#
    let beat = #"{"t": 1, "kind": "heartbeat", "step": 17}"#
    let run = try orphan(since: Date(timeIntervalSinceNow: -3600), events: [started, beat])
    #expect(run.status == .lost)
    #expect(run.reason?.hasSuffix("last heard of at step 17") == true)
  }

  @Test("and is still on its way, while its ranks have not spoken since")
  func onTheWay() throws {
    #expect(try orphan(since: Date(timeIntervalSinceNow: 5), events: []).status == .running)
  }
}
