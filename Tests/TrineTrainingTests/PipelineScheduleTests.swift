// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

/// In which order stages work on microbatches.
struct PipelineScheduleTests {
  private static let schedules: [PipelinePlan.Schedule] = [
    .gpipe, .oneForwardOneBackward, .stashed,
  ]

  private func text(_ schedule: StageSchedule) -> String {
    let words = schedule.map { action in
      switch action {
      case .forward(let microbatch): "F\(microbatch)"
      case .backward(let microbatch): "B\(microbatch)"
      }
    }
    return words.joined(separator: " ")
  }

  @Test(
    "schedules are those of the papers",
    arguments: [
      (PipelinePlan.Schedule.gpipe, 0, 2, 3, "F0 F1 F2 B0 B1 B2"),
      (.gpipe, 1, 2, 3, "F0 F1 F2 B0 B1 B2"),
      (.oneForwardOneBackward, 0, 1, 3, "F0 B0 F1 B1 F2 B2"),
      (.oneForwardOneBackward, 0, 4, 5, "F0 F1 F2 F3 B0 F4 B1 B2 B3 B4"),
      (.oneForwardOneBackward, 1, 4, 5, "F0 F1 F2 B0 F3 B1 F4 B2 B3 B4"),
      (.oneForwardOneBackward, 3, 4, 5, "F0 B0 F1 B1 F2 B2 F3 B3 F4 B4"),
      (.oneForwardOneBackward, 0, 4, 2, "F0 F1 B0 B1"),
      (.stashed, 0, 3, 4, "F0 F1 F2 B0 F3 B1 B2 B3"),
    ]
  )
  func papers(
    schedule: PipelinePlan.Schedule,
    stage: Int,
    stages: Int,
    microbatches: Int,
    expected: String
  ) {
    let schedule = StageSchedule(schedule, stage: stage, of: stages, microbatches: microbatches)
    #expect(text(schedule) == expected)
  }

  @Test(
    "every microbatch goes forwards, then backwards, each in order, and few are in flight",
    arguments: schedules,
    1...5
  )
  func order(schedule: PipelinePlan.Schedule, stages: Int) {
    for microbatches in 0...9 {
      for stage in 0..<stages {
        let actions = StageSchedule(
          schedule,
          stage: stage,
          of: stages,
          microbatches: microbatches
        )
        var (forwards, backwards, most) = (0, 0, 0)
        for action in actions {
          switch action {
          case .forward(let microbatch):
            #expect(microbatch == forwards)
            forwards += 1
          case .backward(let microbatch):
            #expect(microbatch == backwards)
            #expect(microbatch < forwards)
            backwards += 1
          }
          most = max(most, forwards - backwards)
        }
        #expect((forwards, backwards) == (microbatches, microbatches))
        let bound = schedule == .gpipe ? microbatches : min(stages - stage, microbatches)
        #expect(most == bound)
        #expect(actions.inFlight == bound)
      }
    }
  }

  /// Stages that take their actions as soon as their neighbours allow it, with room for as many
  /// messages as the first stage has microbatches in flight; sends wait for room.
  private struct Simulation {
    var schedules: [[StageAction]]
    let room: Int
    var done: [Int]
    /// Messages between a stage and the next one: sent and released.
    var activations: [(sent: Int, released: Int)]
    var gradients: [(sent: Int, released: Int)]

    init(_ schedule: PipelinePlan.Schedule, _ stages: Int, _ microbatches: Int) {
      let all = (0..<stages).map {
        StageSchedule(schedule, stage: $0, of: stages, microbatches: microbatches)
      }
      (schedules, room) = (all.map(Array.init), all[0].inFlight)
      done = [Int](repeating: 0, count: stages)
      activations = Array(repeating: (0, 0), count: stages)
      gradients = activations
    }

    /// Takes a stage's next action where that is possible.
    mutating func advance(_ stage: Int) -> Bool {
      guard done[stage] < schedules[stage].count else { return false }
      switch schedules[stage][done[stage]] {
      case .forward(let microbatch):
        let isHere = stage == 0 || activations[stage - 1].sent > microbatch
        let isLast = stage == schedules.count - 1
        let sends = activations[stage]
        guard isHere, isLast || sends.sent - sends.released < room else { return false }
        activations[stage].sent += 1
      case .backward(let microbatch):
        let isHere = stage == schedules.count - 1 || gradients[stage + 1].sent > microbatch
        let sends = gradients[stage]
        guard isHere, stage == 0 || sends.sent - sends.released < room else { return false }
        gradients[stage].sent += 1
        if stage < schedules.count - 1 { gradients[stage + 1].released += 1 }
        if stage > 0 { activations[stage - 1].released += 1 }
      }
      done[stage] += 1
      return true
    }
  }

  @Test("no stages wait for each other", arguments: schedules, 1...5)
  func noDeadlock(schedule: PipelinePlan.Schedule, stages: Int) {
    for microbatches in 1...9 {
      // Whoever is asked first gets ahead as far as possible.
      for order in [Array(0..<stages), Array((0..<stages).reversed())] {
        var simulation = Simulation(schedule, stages, microbatches)
        var isMoving = true
        while isMoving {
          isMoving = false
          for stage in order {
            while simulation.advance(stage) { isMoving = true }
          }
        }
        #expect(simulation.done == [Int](repeating: 2 * microbatches, count: stages))
      }
    }
  }
}

/// How layers are cut into stages.
struct StageCutTests {
  @Test("costs count the products of a step; the first layer's input has no gradient")
  func costs() {
    #expect(StageCut.costs(ofLayersBetween: [784, 512, 512, 10]) == [802_816, 786_432, 15_360])
    #expect(StageCut.costs(ofLayersBetween: [5, 3]) == [30])
  }

  @Test(
    "the dearest stage is as cheap as can be, the earlier cut is taken",
    arguments: [
      ([802_816, 786_432, 15_360], 2, [0..<1, 1..<3]),
      ([802_816, 786_432, 15_360], 3, [0..<1, 1..<2, 2..<3]),
      ([1, 1, 1], 2, [0..<1, 1..<3]),
      ([1, 1, 1, 1, 1], 2, [0..<2, 2..<5]),
      ([9, 1, 1, 1], 3, [0..<1, 1..<2, 2..<4]),
      ([7], 1, [0..<1]),
      ([1, 2, 3], 1, [0..<3]),
    ]
  )
  func examples(costs: [Int], count: Int, expected: [Range<Int>]) {
    #expect(StageCut.stages(costs, count: count) == expected)
  }

  @Test("no other cut is better", arguments: 1...7, 1...7)
  func best(layers: Int, count: Int) {
    guard count <= layers else { return }
    var random = RandomStream(seed: 10 * layers + count, for: .parameters)
    for _ in 0..<20 {
      let costs = (0..<layers).map { _ in Int(random.uniform() * 9) }
      let stages = StageCut.stages(costs, count: count)
      #expect(stages.count == count)
      #expect(Array(stages.joined()) == Array(0..<layers))
      #expect(stages.allSatisfy { !$0.isEmpty })
      let dearest = stages.map { costs[$0].reduce(0, +) }.max()
      #expect(dearest == bestOfAll(costs[...], count))
    }
  }

  /// The dearest stage of the best of all cuts.
  private func bestOfAll(_ costs: ArraySlice<Int>, _ count: Int) -> Int {
    guard count > 1 else { return costs.reduce(0, +) }
    return (1...costs.count - count + 1).map { first in
      max(costs.prefix(first).reduce(0, +), bestOfAll(costs.dropFirst(first), count - 1))
    }.min() ?? 0
  }
}
