// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@Suite("A breakdown tells where the time went")
struct RunBreakdownTests {
  private func rank(
    _ rank: Int,
    compute: Double,
    wait: Double = 0,
    data: Double = 0
  )
    -> RunBreakdown.Rank
  {
    var value = RunBreakdown.Rank(rank)
    (value.compute, value.wait, value.data) = (compute, wait, data)
    return value
  }

  @Test(
    "the slowest rank is the one with the most work, where that is more than 5 % above the median"
  )
  func slowest() {
    let even = [rank(0, compute: 10), rank(1, compute: 10.4), rank(2, compute: 10)]
    #expect(RunBreakdown(ranks: even).slowest == nil)
    let uneven = [
      rank(0, compute: 10, wait: 9), rank(1, compute: 5, data: 5.6), rank(2, compute: 10),
    ]
    #expect(RunBreakdown(ranks: uneven).slowest == 1)
    let two = [rank(0, compute: 10), rank(1, compute: 10.9)]
    #expect(RunBreakdown(ranks: two).slowest == nil)
    #expect(RunBreakdown(ranks: [rank(0, compute: 10)]).slowest == nil)
    #expect(RunBreakdown(ranks: []).slowest == nil)
  }

  @Test("a line has the shares of all ranks together")
  func line() {
    let ranks = [rank(0, compute: 40, wait: 9, data: 1), rank(1, compute: 48, data: 2)]
    let said = "compute 88 %, communicate 0 %, wait 9 %, data 3 %; slowest rank 1"
    #expect(RunBreakdown(ranks: ranks).line == said)
    #expect(RunBreakdown(ranks: []).line == nil)
  }

  @Test("JSON has a key for each")
  func json() throws {
    let breakdown = RunBreakdown(ranks: [rank(0, compute: 1)], notes: ["n"], staleness: [2: 5])
    let text = try JSONText.line(breakdown)
    #expect(
      text
        == #"{"notes":["n"],"ranks":[{"communicate":0,"compute":1,"data":0,"rank":0,"wait":0}],"#
        + #""slowest":null,"staleness":{"2":5}}"#
    )
  }
}
