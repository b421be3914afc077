// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineLaunch

@Suite("mpirun is started with the right flags")
struct MPIRunCommandTests {
  private func arguments(ranks: Int, cores: Int, isRoot: Bool) -> [String] {
    MPIRunCommand(
      plan: Lab.plan(ranks: ranks),
      worker: "/bin/worker",
      folder: RunFolder("/runs/trial-1"),
      supervisor: ProcessIdentity.current(),
      cores: cores,
      isRoot: isRoot
    ).arguments
  }

  @Test("as a user, with a core for each rank")
  func plain() {
    let expected = ["-n", "2", "--bind-to", "none", "/bin/worker", "/runs/trial-1"]
    #expect(arguments(ranks: 2, cores: 2, isRoot: false) == expected)
  }

  @Test("as root, and with more ranks than cores")
  func rootAndCrowded() {
    let words = arguments(ranks: 4, cores: 2, isRoot: true)
    #expect(words.first == "--allow-run-as-root")
    #expect(words.contains("--oversubscribe"))
    #expect(words.joined(separator: " ").contains("--mca mpi_yield_when_idle 1"))
  }
}
