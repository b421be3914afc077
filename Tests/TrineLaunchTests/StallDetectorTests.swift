// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineLaunch

@Suite("A standstill is noticed and put into words")
struct StallDetectorTests {
  private let working = "compute: forward of layer 2"
  private let reducing = "wait: allreduce of gradients"

  /// A detector of ranks that have all started at 0.
  private func detector(ranks: Int, patience: Double = 30) -> StallDetector {
    var detector = StallDetector(ranks: ranks, patience: patience)
    for rank in 0..<ranks { detector.take(event(.started), of: rank, at: 0) }
    return detector
  }

  private func event(_ kind: TrainingEvent.Kind, step: Int? = nil) -> TrainingEvent {
    TrainingEvent(t: 0, kind: kind, step: step)
  }

  private func beat(
    _ doing: String,
    since: Double = 0,
    progress: Double = 7,
    step: Int = 20
  ) -> TrainingEvent {
    TrainingEvent(
      t: 0,
      kind: .heartbeat,
      step: step,
      values: ["since": since, "progress": progress],
      message: doing
    )
  }

  @Test("no stall while one rank gets on, however long the others wait")
  func progress() {
    var detector = detector(ranks: 2)
    for second in 1...100 {
      detector.take(beat(working, progress: Double(second)), of: 0, at: Double(second))
      detector.take(beat(reducing, since: Double(second)), of: 1, at: Double(second))
      #expect(detector.stall(at: Double(second)) == nil)
    }
  }

  @Test(
    "ranks have half a minute to start, or as long as they may stand still",
    arguments: [1, 50.0]
  )
  func start(patience: Double) {
    var detector = StallDetector(ranks: 4, patience: patience)
    let least = max(30, patience)
    #expect(detector.stall(at: least - 1) == nil)
    let seconds = Int(least)
    #expect(
      detector.stall(at: least)?.reason
        == "stalled for \(seconds) s: none of 4 ranks has started"
    )
    for rank in [0, 3] { detector.take(event(.started), of: rank, at: 10) }
    #expect(detector.stall(at: least + 9) == nil)
    for rank in [0, 3] { detector.take(beat("idle: starting"), of: rank, at: 10) }
    for rank in [0, 3] { detector.take(beat("idle: starting"), of: rank, at: least + 9.5) }
    let stall = detector.stall(at: least + 10)
    #expect(
      stall?.reason.hasPrefix(
        "stalled for \(seconds) s at step 20: ranks 1 and 2 of 4 have not started; "
          + "rank 0 of 4 has been in idle: starting"
      ) == true
    )
    #expect(stall?.rank == nil)
    #expect(stall?.isLaunch == true)
  }

  @Test("from the moment at which all have started on, a run's own patience counts")
  func started() {
    var detector = StallDetector(ranks: 2, patience: 2)
    detector.take(event(.started), of: 0, at: 5)
    detector.take(event(.started), of: 1, at: 25)
    #expect(detector.stall(at: 26.9) == nil)
    #expect(detector.stall(at: 27)?.isLaunch == false)
  }

  @Test("a disk may take ten minutes for a checkpoint, but a rank that says nothing may not")
  func saving() {
    var detector = detector(ranks: 2)
    for second in 1...600 {
      for rank in 0..<2 {
        detector.take(beat("idle: checkpoint", since: Double(second)), of: rank, at: Double(second))
      }
      #expect(detector.stall(at: Double(second)) == nil)
    }
    let reason = detector.stall(at: 602)?.reason
    #expect(reason?.contains("rank 0 of 2 has been in idle: checkpoint for 602 s") == true)
    // Rank 1 is stopped meanwhile.
    for second in 603...640 {
      detector.take(beat("idle: checkpoint", progress: 8), of: 0, at: Double(second))
    }
    #expect(detector.stall(at: 640)?.rank == 1)
  }

  @Test("of ranks that say nothing more, those whose process is gone are told from the others")
  func gone() {
    var detector = StallDetector(ranks: 4, patience: 30) { $0 != 102 }
    for rank in 0..<4 {
      let process = ["process": Double(100 + rank)]
      detector.take(TrainingEvent(t: 0, kind: .started, values: process), of: rank, at: 0)
    }
    for rank in [0, 3] {
      detector.take(beat(reducing), of: rank, at: 1)
      detector.take(beat(reducing, since: 29), of: rank, at: 30)
    }
    let stall = detector.stall(at: 31)
    #expect(
      stall?.reason
        == "stalled for 30 s at step 20: rank 2 of 4 said nothing more (its process is gone); "
        + "rank 1 of 4 said nothing more (its process is stopped or swapped out); "
        + "ranks 0 and 3 wait: allreduce of gradients"
    )
    #expect(stall?.rank == 2)
  }

  @Test("while a rank is gone that the others meet, they wait for nothing", arguments: [102, 0])
  func bereft(gone: Int32) {
    var detector = StallDetector(ranks: 3, patience: 30) { $0 != gone }
    for rank in 0..<3 {
      let process = ["process": Double(100 + rank)]
      detector.take(TrainingEvent(t: 0, kind: .started, values: process), of: rank, at: 0)
      detector.take(beat("idle: evaluation"), of: rank, at: 1)
    }
    for second in 2...6 {
      detector.take(beat("idle: evaluation", since: Double(second - 1)), of: 0, at: Double(second))
      detector.take(beat(reducing, since: Double(second - 1)), of: 1, at: Double(second))
    }
    #expect(detector.stall(at: 5.9) == nil)
    #expect(detector.stall(at: 6)?.rank == (gone == 102 ? 2 : nil))
    // Whoever computes may be about to go on without it.
    detector.take(beat(working, since: 4), of: 0, at: 6)
    #expect(detector.stall(at: 6) == nil)
  }

  @Test("a rank that fails before it trains ends the run at once; one that fails later may not")
  func failedEarly() {
    var (early, late) = (detector(ranks: 3), detector(ranks: 3))
    early.take(event(.failed), of: 1, at: 5)
    late.take(event(.failed, step: 0), of: 1, at: 5)
    for rank in [0, 2] {
      for second in 5...7 {
        let beat = beat("idle: reading data", progress: Double(second), step: 0)
        early.take(beat, of: rank, at: Double(second))
        late.take(beat, of: rank, at: Double(second))
      }
    }
    #expect(early.stall(at: 5.9) == nil)
    let stall = early.stall(at: 6)
    #expect(stall?.isConsequence == true && stall?.rank == 1)
    #expect(late.stall(at: 7) == nil)
  }

  @Test("a rank that says nothing more is named, and what the others wait for")
  func silent() {
    var detector = detector(ranks: 4)
    for rank in 0..<4 { detector.take(beat(working), of: rank, at: 1) }
    for second in 2...31 {
      for rank in [0, 2, 3] {
        detector.take(beat(reducing, since: Double(second - 1)), of: rank, at: Double(second))
      }
    }
    let stall = detector.stall(at: 31)
    #expect(
      stall?.reason
        == "stalled for 30 s at step 20: rank 1 of 4 said nothing more, last in compute: forward of "
        + "layer 2 (its process is stopped or swapped out); ranks 0, 2 and 3 wait: allreduce of "
        + "gradients"
    )
    #expect(stall?.rank == 1)
  }

  @Test("a rank that is stuck in its own work is named")
  func stuck() {
    var detector = detector(ranks: 4)
    for rank in 0..<4 { detector.take(beat(working), of: rank, at: 1) }
    detector.take(beat(working, since: 30), of: 1, at: 31)
    for rank in [0, 2, 3] {
      detector.take(beat("wait: wait for the other ranks", since: 30), of: rank, at: 31)
    }
    let stall = detector.stall(at: 32)
    #expect(
      stall?.reason
        == "stalled for 31 s at step 20: rank 1 of 4 has been in compute: forward of layer 2 for "
        + "31 s; ranks 0, 2 and 3 wait for the other ranks"
    )
    #expect(stall?.rank == 1)
  }

  @Test("several silent ranks, and one that waits")
  func manySilent() {
    var detector = detector(ranks: 3, patience: 2)
    detector.take(beat(reducing, progress: 8), of: 2, at: 1)
    detector.take(beat(reducing, progress: 8), of: 2, at: 3)
    #expect(
      detector.stall(at: 3.4)?.reason
        == "stalled for 2 s at step 20: ranks 0 and 1 of 3 said nothing more (their processes are "
        + "stopped or swapped out); rank 2 waits: allreduce of gradients"
    )
  }

  @Test("ranks that say nothing more are told apart by what they did last")
  func silentApart() {
    var detector = detector(ranks: 4, patience: 2)
    for rank in [0, 2] { detector.take(beat(working), of: rank, at: 1) }
    detector.take(beat(reducing), of: 1, at: 1)
    for second in [1, 4.0] { detector.take(beat(reducing), of: 3, at: second) }
    #expect(
      detector.stall(at: 4)?.reason
        == "stalled for 3 s at step 20: ranks 0 and 2 of 4 said nothing more, last in compute: "
        + "forward of layer 2 (their processes are stopped or swapped out); rank 1 of 4 said nothing "
        + "more, last in wait: allreduce of gradients (its process is stopped or swapped out); "
        + "rank 3 waits: allreduce of gradients"
    )
  }

  @Test("ranks that all wait for each other are told apart by what they wait for")
  func crossed() {
    var detector = detector(ranks: 3)
    detector.take(beat(reducing), of: 0, at: 1)
    detector.take(beat("communicate: receive of activations"), of: 1, at: 1)
    detector.take(beat(reducing), of: 2, at: 1)
    for rank in [0, 2] { detector.take(beat(reducing), of: rank, at: 31) }
    detector.take(beat("communicate: receive of activations"), of: 1, at: 31)
    let stall = detector.stall(at: 31)
    #expect(
      stall?.reason
        == "stalled for 30 s at step 20: ranks 0 and 2 wait: allreduce of gradients; rank 1 waits: "
        + "receive of activations"
    )
    #expect(stall?.rank == nil)
  }

  @Test("a rank that has finished while the others wait is a stall at once")
  func early() {
    var detector = detector(ranks: 4)
    for rank in 0..<4 { detector.take(beat(reducing, step: 10), of: rank, at: 1) }
    detector.take(event(.finished, step: 10), of: 2, at: 2)
    #expect(detector.stall(at: 6.9) == nil)
    let stall = detector.stall(at: 7)
    #expect(stall?.reason == "rank 2 of 4 has finished at step 10, the others wait")
    #expect(stall?.rank == 2)
  }

  @Test("a rank that has finished while another works is none")
  func earlyAtWork() {
    var detector = detector(ranks: 2)
    detector.take(event(.finished, step: 10), of: 1, at: 2)
    detector.take(beat(working), of: 0, at: 2)
    #expect(detector.stall(at: 20) == nil)
    for second in 3...100 { detector.take(beat(working, since: 1), of: 0, at: Double(second)) }
    #expect(
      detector.stall(at: 100)?.reason
        == "stalled for 98 s at step 20: rank 0 of 2 has been in compute: forward of layer 2 for "
        + "1 s; rank 1 has finished"
    )
  }

  @Test("mpirun that stays when all ranks have ended is a stall", arguments: [0, 1])
  func over(failed: Int) {
    var detector = detector(ranks: 2)
    for rank in 0..<2 {
      detector.take(event(rank < failed ? .failed : .finished), of: rank, at: 1)
    }
    #expect(detector.stall(at: 5.9) == nil)
    let stall = detector.stall(at: 6)
    #expect(stall?.reason == "all ranks have ended, but mpirun has not")
    #expect(stall?.rank == nil)
    #expect(stall?.isConsequence == (failed > 0))
  }

  @Test("after a rank has failed a stall is but what follows")
  func consequence() {
    var detector = detector(ranks: 2)
    detector.take(event(.failed, step: 3), of: 1, at: 1)
    detector.take(beat(reducing), of: 0, at: 2)
    #expect(detector.stall(at: 40)?.isConsequence == true)
  }

  @Test("of many ranks the first few are named")
  func many() {
    let detector = detector(ranks: 20)
    #expect(
      detector.stall(at: 30)?.reason
        == "stalled for 30 s: ranks 0, 1, 2, 3, 4, 5 and 14 more of 20 said nothing more (their "
        + "processes are stopped or swapped out)"
    )
  }
}
