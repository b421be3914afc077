// SPDX-License-Identifier: MIT

import FoundationEssentials
import Testing
import TrineCatalog
import TrineCore
import TrineFiles

@testable import TrineLaunch

@Suite("The next command finds out how a run ended whose supervisor was killed")
struct ReconcilerTests {
  private let lab: Lab
  private let id = RunID(experiment: "trial", number: 1)
  private let started = "2026-11-23T06:00:00.000Z"

  init() throws {
    lab = try Lab()
  }

  /// The status and the reason after a run of two ranks was left like this.
  private func judged(
    supervisor: RunTransition.Supervisor,
    events: [[String]]
  ) throws -> Run {
    try lab.folder(
      id,
      transitions: [
        RunTransition(time: started, status: .queued, uid: "U", supervisor: supervisor),
        RunTransition(time: started, status: .running),
      ],
      events: events
    )
    #expect(try reconcile().isEmpty)
    let run = try lab.catalog.run(matching: "trial-1")
    #expect(try run == RunReader.run(id, in: lab.workspace), "the folder must say the same")
    return run
  }

  private func reconcile() throws -> [Diagnostic] {
    try Reconciler(workspace: lab.workspace, catalog: lab.catalog).reconcile()
  }

  private var dead: RunTransition.Supervisor {
    var supervisor = ProcessIdentity.current()
    supervisor.startTicks += 1
    return supervisor
  }

  @Test("running, while the supervisor lives")
  func alive() throws {
    let run = try judged(supervisor: ProcessIdentity.current(), events: [[], []])
    #expect(run.status == .running)
  }

  @Test("lost, when neither supervisor nor ranks are there")
  func lost() throws {
    let beat = #"{"t": 3, "kind": "heartbeat", "step": 120}"#
    let run = try judged(supervisor: dead, events: [[beat], [beat]])
    #expect(run.status == .lost)
    #expect(run.reason?.hasSuffix("last heard of at step 120") == true)
    #expect(try #require(run.duration) >= 0)
  }

  @Test("running, while a rank may still be on its way; lost, when it has not come for long")
  func startUp() throws {
    let beat = #"{"t": 3, "kind": "heartbeat", "step": 120}"#
    #expect(try judged(supervisor: dead, events: [[beat], []]).status == .running)
    let folder = RunFolder(lab.workspace.path(Workspace.folder(id)))
    try FileManager.default.setAttributes(
      [.modificationDate: Date().addingTimeInterval(-30)],
      ofItemAtPath: folder.events(rank: 0)
    )
    #expect(try reconcile().isEmpty)
    #expect(try lab.catalog.run(matching: "trial-1").status == .lost)
  }

  @Test("folders that are to be left alone are, and the catalog has it all the same")
  func untouched() throws {
    let start = RunTransition(time: started, status: .running, uid: "U", supervisor: dead)
    let events = [[#"{"t": 3, "kind": "failed", "message": "out of paper"}"#]]
    try lab.folder(id, transitions: [start], events: events)
    let path = RunFolder(lab.workspace.path(Workspace.folder(id))).supervisorEvents
    let before = try FileText.read(path)
    let reconciler = Reconciler(
      workspace: lab.workspace,
      catalog: lab.catalog,
      leavesFolders: true
    )
    #expect(try reconciler.reconcile().isEmpty)
    #expect(try lab.catalog.run(matching: "trial-1").reason == "rank 0 of 1: out of paper")
    #expect(try FileText.read(path) == before)
  }

  @Test("a damaged folder is named, and keeps no other run from being taken in")
  func damaged() throws {
    let bad = RunID(experiment: "bad", number: 1)
    try lab.folder(bad, transitions: [RunTransition(time: started, status: .queued)])
    let plan = RunFolder(lab.workspace.path(Workspace.folder(bad))).plan
    let text = try FileText.read(plan).replacing("\"ranks\" : 1", with: "\"ranks\" : 0")
    try FileText.replace(plan, with: text)
    try lab.folder(id, transitions: [RunTransition(time: started, status: .finished)])
    let problems = try reconcile()
    #expect(problems.map(\.message) == ["'ranks' is 0, so the run is left out"])
    #expect(try lab.catalog.runIDs() == [id])
  }

  @Test("a run of which a file cannot be opened is left out and told, and taken in when it can")
  func closed() throws {
    try lab.folder(id, transitions: [RunTransition(time: started, status: .finished)])
    let events = RunFolder(lab.workspace.path(Workspace.folder(id))).events(rank: 0)
    try? FileManager.default.removeItem(atPath: events)
    try FileManager.default.createSymbolicLink(atPath: events, withDestinationPath: events)
    let problem = try #require(try reconcile().first)
    #expect(problem.message.hasSuffix("so the run is left out"))
    #expect(try lab.catalog.runIDs().isEmpty)
    try FileManager.default.removeItem(atPath: events)
    #expect(try reconcile().isEmpty && lab.catalog.runIDs() == [id])
  }

  @Test("folders that cannot be listed are told, and nothing is forgotten of their runs")
  func unlisted() throws {
    try lab.folder(id, transitions: [RunTransition(time: started, status: .finished)])
    #expect(try reconcile().isEmpty)
    let runs = lab.workspace.path(Workspace.runs)
    try FileManager.default.moveItem(atPath: runs, toPath: runs + ".away")
    try FileManager.default.createSymbolicLink(atPath: runs, withDestinationPath: runs)
    #expect(try reconcile().count == 1 && lab.catalog.runIDs() == [id])
  }

  @Test("a run whose folder is gone is let go")
  func gone() throws {
    try lab.folder(id, transitions: [RunTransition(time: started, status: .finished)])
    #expect(try reconcile().isEmpty)
    #expect(try lab.catalog.runIDs() == [id])
    try FileManager.default.removeItem(atPath: lab.workspace.path(Workspace.folder(id)))
    #expect(try reconcile().isEmpty)
    #expect(try lab.catalog.runIDs().isEmpty)
  }

  @Test("killed, when the ranks noticed and stopped themselves")
  func noticed() throws {
    let word = #"{"t": 3, "kind": "failed", "message": "the supervisor (process 7) is gone"}"#
    let beat = #"{"t": 2, "kind": "heartbeat"}"#
    let run = try judged(supervisor: dead, events: [[word], [beat]])
    #expect(run.status == .killed)
  }

  @Test("failed, when a rank had failed before")
  func failed() throws {
    let word = #"{"t": 3, "kind": "failed", "message": "out of paper"}"#
    let beat = #"{"t": 2, "kind": "heartbeat"}"#
    let run = try judged(supervisor: dead, events: [[beat], [word]])
    #expect(run.status == .failed)
    #expect(run.reason == "rank 1 of 2: out of paper")
  }

  @Test("finished, when all ranks had finished")
  func finished() throws {
    let word = #"{"t": 3, "kind": "finished"}"#
    let run = try judged(supervisor: dead, events: [[word], [word]])
    #expect(run.status == .finished)
    #expect(run.reason == nil)
  }

  @Test("lost, when the machine was started anew since")
  func rebooted() throws {
    var supervisor = ProcessIdentity.current()
    supervisor.boot = "another"
    let run = try judged(supervisor: supervisor, events: [[], []])
    #expect(run.status == .lost)
  }

  @Test("still running on another machine for a minute, then lost", arguments: [30.0, 90.0])
  func elsewhere(silence: Double) throws {
    var supervisor = ProcessIdentity.current()
    supervisor.host = "another"
    let beat = #"{"t": 3, "kind": "heartbeat", "step": 120}"#
    try lab.folder(id, transitions: [], events: [[beat], []])
    let folder = RunFolder(lab.workspace.path(Workspace.folder(id)))
    try FileManager.default.setAttributes(
      [.modificationDate: Date().addingTimeInterval(-silence)],
      ofItemAtPath: folder.events(rank: 0)
    )
    let run = try judged(supervisor: supervisor, events: [[], []])
    #expect(run.status == (silence > 60 ? .lost : .running))
  }

  @Test("a run the catalog never heard of is taken in")
  func unknown() throws {
    try lab.folder(
      id,
      transitions: [
        RunTransition(time: started, status: .queued, uid: "U", supervisor: dead),
        RunTransition(time: started, status: .finished),
      ],
      events: [[#"{"t": 1, "kind": "metric", "step": 2, "values": {"train/loss": 0.5}}"#]]
    )
    #expect(try reconcile().isEmpty)
    let run = try lab.catalog.run(matching: "latest")
    #expect(run.id == id)
    #expect(run.metrics["train/loss"]?.last == 0.5)
    #expect(run.papers.map(\.description) == ["chen2016revisiting"])
  }
}
