// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

struct FaultsTests {
  @Test("the section faults becomes the plan it says")
  func section() throws {
    let delay = "{rank: 1, milliseconds: 2.5, distribution: periodic, every: 3}"
    let text = "ranks: 2\nfaults: {delay: \(delay), kill: {rank: 0, step: 9}}\n" + spirals
    let plan = FaultsPlan(
      delay: FaultsPlan.Delay(rank: 1, milliseconds: 2.5, distribution: .periodic, every: 3),
      kill: FaultsPlan.Kill(rank: 0, step: 9)
    )
    #expect(try plans(text)[0].faults == plan)
    #expect(try plans(text, "faults.delay=null")[0].faults == FaultsPlan(kill: plan.kill))
    for nothing in ["null", "{}", "{delay: null, kill: ~}"] {
      #expect(try plans(text, "faults=\(nothing)")[0].faults == nil)
    }
  }

  @Test(
    "faults that cannot come about are reported",
    arguments: [
      (
        "delay: {rank: 2, milliseconds: 1}",
        "24: 'faults.delay.rank' is 2 and 'ranks' is 2; ranks are counted from 0"
          + "\n  fix: use a rank from 0 to 1, or more ranks"
      ),
      (
        "kill: {rank: 7, step: 1}",
        "23: 'faults.kill.rank' is 7 and 'ranks' is 2; ranks are counted from 0"
          + "\n  fix: use a rank from 0 to 1, or more ranks"
      ),
      (
        "delay: {rank: 0, milliseconds: 1, every: 5}",
        "44: 'faults.delay.every' does not belong to distribution: constant"
          + "\n  fix: delete it, or use distribution: periodic"
      ),
      (
        "delay: {rank: 0}",
        "17: 'faults.delay.milliseconds' is missing\n  fix: add it, such as milliseconds: 20"
      ),
      ("kill: {rank: 0}", "16: 'faults.kill.step' is missing\n  fix: add it, such as step: 100"),
      (
        "delay: {rank: 0, milliseconds: 1e25}",
        "41: 'faults.delay.milliseconds' is 1e25; it must be more than 0 and at most 86400000, a day"
          + "\n  fix: give it such a value"
      ),
      (
        "kill: {rank: -1, step: 3}",
        "23: 'faults.kill.rank' is -1; it must be 0 or more\n  fix: give it such a value"
      ),
    ]
  )
  func problems(section: String, problem: String) {
    #expect(reports("ranks: 2\nfaults: {\(section)}\n" + spirals) == ["x.yaml:2:\(problem)"])
  }

  @Test("a timeline may be left out")
  func trace() throws {
    #expect(try plans("traceSteps: 0\n" + spirals).map(\.traceSteps) == [0])
  }

  @Test(
    "a timeline has a length that memory holds",
    arguments: [("-1", "0 or more"), ("2000000000", "at most 100000")]
  )
  func traceLimits(steps: String, must: String) {
    #expect(
      reports("traceSteps: \(steps)\n" + spirals) == [
        "x.yaml:1:13: 'traceSteps' is \(steps); it must be \(must)"
          + "\n  fix: give it such a value, or leave it out for the default (20)"
      ]
    )
  }
}
