// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineLaunch

@Suite("How a run ended is judged from what was left behind")
struct RunOutcomeTests {
  private func outcome(
    _ exit: LauncherExit,
    stoppedBy: Int32? = nil,
    words: [Int: TrainingEvent.Kind] = [:],
    ranks: Int = 2,
    expendable: Range<Int> = 0..<0,
    isDiskFull: Bool = false
  ) -> RunOutcome {
    RunOutcome(
      exit: exit,
      stoppedBy: stoppedBy,
      lastWords: words.mapValues { TrainingEvent(t: 1, kind: $0, message: "out of paper") },
      ranks: ranks,
      expendable: expendable,
      launcherLog: "",
      isDiskFull: isDiskFull
    )
  }

  @Test("finished counts even when a person asked to stop at the last moment")
  func finishedInTime() {
    let words: [Int: TrainingEvent.Kind] = [0: .finished, 1: .finished]
    #expect(outcome(.code(0), stoppedBy: 15, words: words).status == .finished)
  }

  @Test("workers may be lost where the plan tolerates it, but not all, and no server")
  func tolerated() {
    let words: [Int: TrainingEvent.Kind] = [0: .finished, 2: .failed, 3: .finished]
    let judged = outcome(.code(0), words: words, ranks: 4, expendable: 0..<3)
    let reason = "without ranks 1, 2 of 4, lost on the way"
    #expect(judged == RunOutcome(.finished, reason))
    #expect(outcome(.code(0), words: words, ranks: 4).status == .failed)
    #expect(outcome(.code(0), words: [3: .finished], ranks: 4, expendable: 0..<3).status == .failed)
    let withoutServer: [Int: TrainingEvent.Kind] = [0: .finished, 1: .finished, 2: .finished]
    let lost = outcome(.code(0), words: withoutServer, ranks: 4, expendable: 0..<3)
    #expect(lost.status == .failed)
  }

  @Test("a rank's own word goes before what mpirun makes of it")
  func ownWord() {
    let judged = outcome(.code(1), words: [1: .failed], isDiskFull: true)
    #expect(judged == RunOutcome(.failed, "rank 1 of 2: out of paper", rank: 1))
  }

  @Test("a full disk, where no rank could say why it failed")
  func fullDisk() {
    let reason = "the disk that holds the run's folder is full"
    #expect(outcome(.code(1), isDiskFull: true) == RunOutcome(.failed, reason))
    #expect(outcome(.code(1)).reason == "mpirun ended with exit code 1")
  }

  @Test("a rank that is gone, with the step it was last heard of at where that is known")
  func death() {
    let judged = { (log: String, steps: [Int: Int]) in
      RunOutcome(
        exit: .code(137),
        stoppedBy: nil,
        lastWords: [:],
        ranks: 2,
        steps: steps,
        launcherLog: log
      ).reason
    }
    let log = "process rank 1 with PID 7 on node x exited on signal 11 (Segmentation fault)."
    let words = "rank 1 of 2 was killed by SIGSEGV (11)"
    #expect(judged(log, [0: 9, 1: 18]) == "\(words), last heard of at step 18")
    #expect(judged(log, [0: 9]) == words)
    let unknown = "One process returned a non-zero exit code."
    #expect(
      judged(unknown, [0: 9]) == "one rank of 2 was killed by SIGKILL (9), by a person or by "
        + "the kernel when memory ran out"
    )
  }

  @Test("a signal that ended mpirun itself")
  func launcherKilled() {
    #expect(outcome(.signal(9)) == RunOutcome(.killed, "mpirun was killed by SIGKILL (9)"))
  }

  @Test("a signal that mpirun took for a wish: it ends all ranks without a word")
  func launcherStopped() {
    let judged = { (haveStarted: Bool, log: String) in
      RunOutcome(
        exit: .code(1),
        stoppedBy: nil,
        lastWords: [:],
        ranks: 2,
        haveStarted: haveStarted,
        launcherLog: log
      )
    }
    let reason = "mpirun ended without a word, as it does when a signal stops it"
    #expect(judged(true, "\n") == RunOutcome(.killed, reason))
    #expect(judged(false, "").status == .failed)
    #expect(judged(true, "it did not work").status == .failed)
  }

  @Test("every signal has its name", arguments: [(25, "SIGXFSZ"), (24, "SIGXCPU"), (31, "SIGSYS")])
  func signals(number: Int32, name: String) {
    #expect(signalName(number) == "\(name) (\(number))")
    #expect(signalName(64) == "signal 64")
  }
}
