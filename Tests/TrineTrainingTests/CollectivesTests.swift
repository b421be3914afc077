// SPDX-License-Identifier: MIT

import Testing

extension RankSuites {
  struct CollectivesTests {
    /// What the program tries, in its order.
    private let subjects = [
      "collectives", "split", "messages", "transfers", "pieces", "ring", "tree", "window", "room",
      "cache-lines", "barrier", "counters", "mail", "cross-memory", "clock", "errors",
    ]

    @Test(
      "collectives, messages, shared memory and sums give what they must, at all sizes and roots",
      arguments: [1, 2, 3, 4]
    )
    func collectives(ranks: Int) throws {
      let words = Program.mpirun(ranks: ranks) + [Program.collectives]
      let finished = try Program.run("/usr/bin/env", words)
      #expect(finished.exitCode == 0, "\(finished.output)\(finished.errors)")
      let lines = finished.output.split(separator: "\n").map { $0.split(separator: " ") }
      let heads = lines.map { $0.dropLast(2).joined(separator: " ") }
      #expect(heads == subjects.map { "\(ranks) ranks, \($0):" })
      // Something was tried of each.
      #expect(lines.allSatisfy { $0.last == "checks" && Int($0[$0.count - 2]) ?? 0 > 0 })
    }
  }
}
