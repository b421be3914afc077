// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

/// Where the time of a pipeline goes, and what it says of itself.
extension RankSuites {
  struct PipelineTimeTests {
    @Test("a stage that is slow makes the others wait, which counts as bubble")
    func bubble() throws {
      var plan = RunPlan.pipelined(2, epochs: 1)
      plan.faults = FaultsPlan(
        delay: FaultsPlan.Delay(rank: 1, milliseconds: 20, distribution: .constant)
      )
      let job = try RankJob(plan).finish()
      // Stage 1 waits for the five delays of stage 2, which hardly waits.
      let bubble = try #require(job.metric("time/bubble").first)
      #expect(bubble > 0.04 && bubble < 1)
      let share = try #require(job.metric("bubble/share").first)
      #expect(share > 0.25 && share < 0.75)
    }

    @Test("one stage waits for nobody")
    func alone() throws {
      let job = try RankJob(.pipelined(1)).finish()
      #expect(try job.metric("time/bubble") == [0, 0])
      #expect(try job.metric("bubble/share") == [0, 0])
    }

    @Test("a run says how the layers were cut, and what stashing takes")
    func notes() throws {
      let notes = { (plan: RunPlan) in
        try RankJob(plan).finish().events().filter { $0.kind == .note }.compactMap(\.message)
      }
      #expect(try notes(.pipelined(3, epochs: 0)) == ["stages: layer 1 | layer 2 | layers 3-4"])
      #expect(
        try notes(.pipelined(2, schedule: .stashed, epochs: 0)) == [
          "stages: layers 1-2 | layers 3-4",
          "each microbatch is an update; stage 1 keeps 2 versions of its weights",
        ]
      )
    }

    @Test("a timeline names layers of the whole model and microbatches")
    func timeline() throws {
      var plan = RunPlan.pipelined(2, microbatches: 2)
      plan.traceSteps = 1
      let job = try RankJob(plan).finish()
      let first = [
        "gathering a batch", "forward of layer 1", "forward of layer 2",
        "send of activations of microbatch 1", "forward of layer 1", "forward of layer 2",
        "send of activations of microbatch 2", "wait for gradients of microbatch 1",
        "backward of layer 2", "backward of layer 1", "wait for gradients of microbatch 2",
        "backward of layer 2", "backward of layer 1", "update of the parameters",
      ]
      let last = [
        "gathering a batch", "wait for activations of microbatch 1", "forward of layer 3",
        "forward of layer 4", "loss", "backward of layer 4", "backward of layer 3",
        "send of gradients of microbatch 1", "wait for activations of microbatch 2",
        "forward of layer 3", "forward of layer 4", "loss", "backward of layer 4",
        "backward of layer 3", "send of gradients of microbatch 2", "update of the parameters",
      ]
      for (rank, expected) in [first, last].enumerated() {
        let text = try String(contentsOfFile: job.folder.trace(rank: rank), encoding: .utf8)
        let names = try text.split(separator: "\n").map { line in
          try JSONText.value(TraceSpan.self, from: String(line)).name
        }
        #expect(names == expected)
      }
    }
  }
}
