// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineLaunch

@Suite("A person hears of a run second by second")
struct RunNewsTests {
  private func heartbeat(_ values: [String: Double]) -> TrainingEvent {
    TrainingEvent(t: 1, kind: .heartbeat, step: 1, epoch: 0.5, values: values)
  }

  @Test("rank 0 gives the beat, with the loss that the last stage of a pipeline tells")
  func pipeline() {
    var news = RunNews(epochs: 2)
    let silent = news.progress(of: heartbeat(["train/loss": 0.25]), rank: 1)
    #expect(silent == nil)
    guard case .beat(let beat)? = news.progress(of: heartbeat(["throughput": 90]), rank: 0) else {
      Issue.record("there is no beat")
      return
    }
    #expect((beat.loss, beat.throughput, beat.epoch) == (0.25, 90, 0.5))
  }
}
