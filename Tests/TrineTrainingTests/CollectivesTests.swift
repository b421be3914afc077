// SPDX-License-Identifier: MIT

import Testing

extension RankSuites {
  struct CollectivesTests {
    @Test("collectives give what they must, at all sizes and roots", arguments: [1, 2, 3, 4])
    func collectives(ranks: Int) throws {
      let words = Program.mpirun(ranks: ranks) + [Program.collectives]
      let finished = try Program.run("/usr/bin/env", words)
      #expect(finished.exitCode == 0, "\(finished.output)\(finished.errors)")
      // Seven sizes: two allreduces, and two broadcasts and two gathers from each root.
      #expect(finished.output == "\(ranks) ranks, \(2 + 7 * (2 + 4 * ranks)) checks\n")
    }
  }
}
