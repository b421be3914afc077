// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

struct LearningRateTests {
  private func rates(_ plan: LearningRatePlan) -> [Double] {
    let rate = LearningRate(plan, stepsPerEpoch: 10, epochs: 4)
    return (0..<40).map { rate.rate(step: $0) }
  }

  @Test("a rate stays what it is unless told otherwise")
  func constant() {
    #expect(rates(LearningRatePlan(base: 0.2)) == [Double](repeating: 0.2, count: 40))
  }

  @Test(
    "schedules give PyTorch's rates",
    arguments: [
      LearningRatePlan(base: 0.2, schedule: .step, factor: 0.3, everyEpochs: 1.5),
      LearningRatePlan(base: 0.2, schedule: .cosine, end: 0.01),
      LearningRatePlan(base: 0.2, schedule: .polynomial, power: 2),
    ]
  )
  func torch(plan: LearningRatePlan) throws {
    let text = try String(
      contentsOfFile: "\(Fixtures.folder)/torch-schedules.json",
      encoding: .utf8
    )
    let expected = try JSONText.value([String: [Double]].self, from: text)
    let values = try #require(expected[plan.schedule.rawValue])
    #expect(areClose(rates(plan), values, atol: 1e-9, rtol: 1e-9))
  }

  @Test("in the warm-up the rate rises in a straight line, and the schedule takes what is left")
  func warmup() {
    var plan = LearningRatePlan(base: 0.4, warmupEpochs: 1, schedule: .polynomial)
    let rising = rates(plan)
    let line = (1...10).map { 0.04 * Double($0) }
    #expect(areClose(Array(rising[..<10]), line, atol: 1e-12))
    #expect(areClose(Array(rising[10...]), (0..<30).map { 0.4 * (1 - Double($0) / 30) }))
    plan.schedule = .constant
    #expect(rates(plan)[10...].allSatisfy { $0 == 0.4 })
  }

  @Test("a warm-up may be longer than any run", arguments: LearningRatePlan.Schedule.allCases)
  func endlessWarmup(schedule: LearningRatePlan.Schedule) {
    let rising = rates(LearningRatePlan(base: 1, warmupEpochs: 1e30, schedule: schedule))
    #expect(areClose(rising.map { $0 * 1e31 }, (1...40).map(Double.init)))
  }
}
