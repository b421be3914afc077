// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import Synchronization
import Testing
import TrineCatalog
import TrineCore
import TrineFiles

@testable import TrineLaunch

@Suite("A supervisor writes down how a run ended", .serialized)
struct SupervisorTests {
  private let lab: Lab

  init() throws {
    lab = try Lab()
  }

  private func run(
    ranks: Int = 2,
    stallAfter: Double = 30,
    _ body: String
  ) async throws -> RunReport {
    let supervisor = try Supervisor(
      workspace: lab.workspace,
      catalog: lab.catalog,
      worker: lab.worker(body)
    )
    let plan = Lab.plan(ranks: ranks, stallAfter: stallAfter)
    return try await supervisor.run(supervisor.check(plan), stop: StopRequest()) { _ in }
  }

  @Test("finished, when every rank says so", arguments: [1, 2, 3])
  func finished(ranks: Int) async throws {
    let report = try await run(
      ranks: ranks,
      """
      say '{"t": 0, "kind": "started"}'
      [ $rank != 0 ] || say '{"t": 1, "kind": "metric", "step": 4, "values": {"test/accuracy": 0.5}}'
      say '{"t": 1, "kind": "finished"}'
      """
    )
    #expect(report.run.status == .finished)
    #expect(report.run.reason == nil)
    #expect(report.run.metrics["test/accuracy"]?.last == 0.5)
    let known = try lab.catalog.run(matching: "latest")
    #expect(try known == RunReader.run(report.run.id, in: lab.workspace))
    #expect(known.status == .finished)
  }

  @Test("what the launcher prints is for everybody who may read what the ranks say")
  func permissions() async throws {
    let report = try await run(
      """
      say '{"t": 0, "kind": "finished"}'
      """
    )
    let folder = RunFolder(lab.workspace.path(report.run.folder))
    #expect(try mode(folder.launcherLog) == mode(folder.events(rank: 0)))
  }

  private func mode(_ path: String) throws -> UInt32 {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return status.st_mode
  }

  @Test("failed with the rank and its message, when a rank says why")
  func failedWithMessage() async throws {
    let report = try await run(
      """
      echo "a line in the log" >>"$folder/rank-$rank.log"
      if [ $rank = 1 ]; then
        echo "rank 1 of 2: out of paper" >>"$folder/rank-1.log"
        echo "  fix: buy some" >>"$folder/rank-1.log"
        say '{"t": 0.5, "kind": "failed", "rank": 1, "message": "out of paper"}'; exit 1
      fi
      sleep 20
      """
    )
    #expect(report.run.status == .failed)
    #expect(report.run.reason == "rank 1 of 2: out of paper")
    #expect(report.failedRank == 1)
    // What the reason says is read once.
    #expect(report.lastLines == ["a line in the log"])
    #expect(report.fix == "buy some")
  }

  @Test("failed with the rank's message, when nothing can be written down any more")
  func fullDisk() async throws {
    // What cannot be written to, for root neither: a folder in the file's place.
    let report = try await run(
      """
      if [ $rank = 1 ]; then
        rm $folder/supervisor.events.jsonl; mkdir $folder/supervisor.events.jsonl
        say '{"t": 0.5, "kind": "failed", "rank": 1, "message": "the disk is full"}'; exit 1
      fi
      sleep 20
      """
    )
    #expect(report.run.status == .failed)
    #expect(report.run.reason == "rank 1 of 2: the disk is full")
    let path = lab.workspace.path(report.run.folder) + "/supervisor.events.jsonl"
    #expect(report.problems.map(\.headline) == ["\(path): this is a folder, not a file"])
  }

  @Test("failed with the signal, when a rank is killed")
  func killedRank() async throws {
    let report = try await run("if [ $rank = 1 ]; then kill -9 $$; fi; sleep 20")
    #expect(report.run.status == .failed)
    let reason = try #require(report.run.reason)
    // Open MPI does not always say which rank it was.
    let who = ["rank 1 of 2", "one rank of 2"]
    #expect(who.contains { reason.hasPrefix("\($0) was killed by SIGKILL (9)") }, "\(reason)")
  }

  @Test("failed with the step it was last heard of at, when a rank is gone without a word")
  func leftInTheMiddle() async throws {
    // What a program that has started MPI leaves behind when it ends itself with 0.
    let mpirun = try lab.script(
      "mpirun",
      """
      for folder; do :; done
      echo '{"t": 0, "kind": "heartbeat", "step": 18}' >>$folder/rank-1.events.jsonl
      echo '{"t": 0, "kind": "heartbeat", "step": 19}' >>$folder/rank-0.events.jsonl
      echo 'mpirun has exited due to process rank 1 with PID 0 on'
      echo 'node here exiting improperly. There are three reasons this could occur:'
      echo 'You can avoid this message by specifying -quiet on the mpirun command line.'
      exit 1
      """
    )
    let settings = WorkspaceSettings(name: "lab", mpirun: mpirun)
    let supervisor = try Supervisor(
      workspace: Workspace(root: lab.workspace.root, settings: settings),
      catalog: lab.catalog,
      worker: lab.worker("")
    )
    let plan = try await supervisor.check(Lab.plan(ranks: 2))
    let report = try await supervisor.run(plan, stop: StopRequest()) { _ in }
    #expect(report.run.reason == "rank 1 of 2 ended without a word, last heard of at step 18")
    #expect(report.failedRank == 1)
  }

  @Test("failed with what it lacked, when a rank has ended itself; addresses are left to its log")
  func crashed() async throws {
    let report = try await run(
      """
      say '{"t": 0, "kind": "started", "values": {"process": '$$'}}'
      if [ $rank = 1 ]; then
        echo "a line in the log" >>"$folder/rank-1.log"
        echo "Fatal error: failed to allocate 1024 bytes of memory" >>"$folder/rank-1.log"
        for line in 1 2 3 4 5 6 7 8 9 10 11; do echo "$line in libc.so.6" >>"$folder/rank-1.log"; done
        kill -ABRT $$
      fi
      sleep 20
      """
    )
    #expect(report.run.status == .failed)
    #expect(report.run.reason == "rank 1 of 2: failed to allocate 1024 bytes of memory")
    // What its last line says, the reason does.
    #expect(report.lastLines == ["a line in the log"])
  }

  @Test("killed, when a person stops mpirun; no rank says why it ended")
  func stoppedLauncher() async throws {
    let report = try await run(
      """
      say '{"t": 0, "kind": "started", "values": {"process": '$$'}}'
      until [ -s $folder/rank-0.events.jsonl ] && [ -s $folder/rank-1.events.jsonl ]; do
        sleep 0.1
      done
      [ $rank = 0 ] && kill -TERM $PPID
      sleep 20
      """
    )
    #expect(report.run.status == .killed)
    let reason = "mpirun ended without a word, as it does when a signal stops it"
    #expect(report.run.reason == reason)
  }

  @Test("failed with the exit code, when a rank ends without a word")
  func exitCode() async throws {
    let report = try await run("if [ $rank = 0 ]; then exit 3; fi; sleep 20")
    #expect(report.run.status == .failed)
    // Open MPI does not always say which rank it was.
    let said = ["rank 0 of 2 ended with exit code 3", "one rank of 2 ended with exit code 3"]
    #expect(said.contains(report.run.reason ?? ""))
  }

  @Test("failed, when ranks end well without having finished")
  func silentEnd() async throws {
    let report = try await run("exit 0")
    #expect(report.run.status == .failed)
    #expect(report.run.reason == "mpirun ended, but not every rank said that it had finished")
  }

  @Test("failed with the rank that stands still, when nothing gets on any more; no rank is left")
  func stalled() async throws {
    let report = try await run(
      stallAfter: 0.5,
      """
      echo "a line in the log" >>"$folder/rank-$rank.log"
      say '{"t": 0, "kind": "started"}'
      echo $$ >"$folder/pid-$rank"
      if [ $rank = 1 ]; then kill -STOP $$; fi
      while sleep 0.1; do
        say '{"t": 1, "kind": "heartbeat", "step": 4, "message": "wait: barrier", "values": {"progress": 3}}'
      done
      """
    )
    #expect(report.run.status == .failed)
    let reason = try #require(report.run.reason)
    #expect(reason.hasPrefix("stalled for "))
    #expect(reason.contains("rank 1 of 2 said nothing more (its process is stopped"))
    #expect(reason.hasSuffix("; rank 0 waits: barrier"))
    #expect(report.failedRank == 1)
    #expect(report.lastLines == ["a line in the log"])
    for rank in 0..<2 {
      let text = try FileText.read(lab.workspace.path(report.run.folder) + "/pid-\(rank)")
      let process = try #require(Int32(text.prefix { $0.isNumber }))
      #expect(!ProcessIdentity.isAlive(process, program: "worker"))
    }
  }

  @Test("failed, when a rank has finished and the others wait for it")
  func finishedEarly() async throws {
    let report = try await run(
      stallAfter: 1,
      """
      say '{"t": 0, "kind": "started"}'
      if [ $rank = 1 ]; then say '{"t": 1, "kind": "finished", "step": 10}'; fi
      while sleep 0.1; do
        [ $rank = 1 ] || say '{"t": 1, "kind": "heartbeat", "step": 9, "message": "wait: barrier", "values": {"progress": 3}}'
      done
      """
    )
    #expect(report.run.status == .failed)
    #expect(report.run.reason == "rank 1 of 2 has finished at step 10, the others wait")
  }

  /// Runs one rank whose `mpirun` says these kinds of event for it, and then stays.
  private func runStaying(_ kinds: String) async throws -> RunReport {
    let mpirun = try lab.script(
      "mpirun",
      """
      for folder; do :; done
      for kind in \(kinds); do
        echo '{"t": 0, "kind": "'$kind'", "message": "out of paper"}' >>$folder/rank-0.events.jsonl
      done
      sleep 20; exit 3
      """
    )
    let settings = WorkspaceSettings(name: "lab", mpirun: mpirun)
    let supervisor = try Supervisor(
      workspace: Workspace(root: lab.workspace.root, settings: settings),
      catalog: lab.catalog,
      worker: lab.worker("")
    )
    let plan = try await supervisor.check(Lab.plan(ranks: 1, stallAfter: 1))
    return try await supervisor.run(plan, stop: StopRequest()) { _ in }
  }

  @Test("mpirun that stays is ended: finished, when all ranks had")
  func staysAfterTheEnd() async throws {
    let run = try await runStaying("started finished").run
    #expect(run.status == .finished)
    #expect(run.reason == nil)
  }

  @Test("mpirun that stays is ended: failed with the rank's message, when one had")
  func staysAfterFailure() async throws {
    let run = try await runStaying("started failed").run
    #expect(run.status == .failed)
    #expect(run.reason == "rank 0 of 1: out of paper")
  }

  @Test("a breakdown comes with the report, and metrics of all ranks to the catalog")
  func breakdown() async throws {
    let report = try await run(
      """
      say '{"t": 0, "kind": "started"}'
      [ $rank = 0 ] && wait=0 || wait=2
      say '{"t": 1, "kind": "phase", "step": 4, "values": {"time/compute": 1, "time/wait": '$wait'}}'
      say '{"t": 1, "kind": "finished"}'
      """
    )
    #expect(report.breakdown.line == "compute 50 %, communicate 0 %, wait 50 %, data 0 %")
    #expect(try lab.catalog.run(matching: "latest").metrics["time/wait"]?.last == 1)
  }

  @Test("what mpirun prints is shown where nothing else is known, and there alone")
  func launcherBlock() async throws {
    let silent = try await run("exit 0")
    #expect(silent.run.reason == "mpirun ended, but not every rank said that it had finished")
    let killed = try await run("if [ $rank = 1 ]; then kill -9 $$; fi; sleep 20")
    #expect(killed.lastLines.isEmpty)
  }

  @Test("killed, when a person asks Trine to stop; no rank is left")
  func stopped() async throws {
    let stop = StopRequest()
    let supervisor = try Supervisor(
      workspace: lab.workspace,
      catalog: lab.catalog,
      worker: lab.worker(
        "say '{\"t\": 0, \"kind\": \"heartbeat\"}'; echo $$ >\"$folder/pid\"; sleep 60"
      )
    )
    let report = try await supervisor.run(supervisor.check(Lab.plan()), stop: stop) { progress in
      if case .beat = progress { kill(getpid(), SIGTERM) }
    }
    #expect(report.run.status == .killed)
    #expect(report.run.reason == "stopped by SIGTERM (15)")
    let text = try FileText.read(lab.workspace.path(report.run.folder) + "/pid")
    let rank = try #require(Int32(text.prefix { $0.isNumber }))
    #expect(!ProcessIdentity.isAlive(rank, program: "worker"))
  }

  @Test("nothing is made when the data does not pass its check")
  func failedCheck() async throws {
    let path = lab.workspace.path("worker")
    try FileText.replace(path, with: "#!/bin/sh\necho 'train.csv:3: no number' >&2; exit 65\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let supervisor = try Supervisor(
      workspace: lab.workspace,
      catalog: lab.catalog,
      worker: WorkerProgram(path: path)
    )
    let error = await #expect(throws: Diagnostic.self) {
      try await supervisor.check(Lab.plan())
    }
    #expect(error?.message == "train.csv:3: no number")
    #expect(error?.cause == .badData)
    #expect(RunReader.ids(in: lab.workspace).isEmpty)
  }

  @Test("numbers are never given twice, also when the catalog was lost")
  func numbers() throws {
    let taken = RunID(experiment: "trial", number: 1)
    try lab.folder(taken, transitions: [RunTransition(time: "x", status: .queued)])
    let made = try RunFolderMaker.make(
      Lab.plan(),
      environment: RunEnvironment(libraries: [:], git: nil),
      after: 0,
      in: lab.workspace
    )
    #expect(made.run.id.description == "trial-2")
    #expect(made.run.status == .queued)
  }
}
