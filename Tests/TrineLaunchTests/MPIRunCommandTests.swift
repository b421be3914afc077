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

  @Test("resumed, with the checkpoint's state after the folder")
  func resumed() {
    let command = MPIRunCommand(
      plan: Lab.plan(),
      worker: "/bin/worker",
      folder: RunFolder("/runs/trial-1"),
      checkpoint: Checkpoint(step: 400),
      supervisor: ProcessIdentity.current(),
      cores: 2,
      isRoot: false
    )
    let end = ["/bin/worker", "/runs/trial-1", "--resume", "checkpoints/step-000400.json"]
    #expect(command.arguments.suffix(4) == end)
  }

  @Test(
    "BLAS has as many threads as the plan says, or shares the cores",
    arguments: [
      (nil, 1, "4"), (nil, 2, "2"), (nil, 3, "1"), (nil, 8, "1"), (3, 2, "3"),
    ]
  )
  func threads(planned: Int?, ranks: Int, expected: String) {
    var plan = Lab.plan(ranks: ranks)
    plan.threads = planned
    let command = MPIRunCommand(
      plan: plan,
      worker: "/bin/worker",
      folder: RunFolder("/runs/trial-1"),
      supervisor: ProcessIdentity.current(),
      cores: 4,
      isRoot: false
    )
    #expect(command.variables["OPENBLAS_NUM_THREADS"] == expected)
    plan.deterministic = .strict
    #expect(plan.threadCount(cores: 4) == 1)
  }

  @Test("the others outlive a rank only where the plan says so", arguments: [false, true])
  func recovery(isTolerant: Bool) {
    var plan = Lab.plan(ranks: 3)
    plan.mode = .async
    plan.async = AsyncPlan(placement: .dedicated, tolerateWorkerLoss: isTolerant)
    let command = MPIRunCommand(
      plan: plan,
      worker: "/bin/worker",
      folder: RunFolder("/runs/trial-1"),
      supervisor: ProcessIdentity.current(),
      cores: 4,
      isRoot: false
    )
    #expect(command.arguments.contains("--enable-recovery") == isTolerant)
  }

  @Test("as root, and with more ranks than cores")
  func rootAndCrowded() {
    let words = arguments(ranks: 4, cores: 2, isRoot: true)
    #expect(words.first == "--allow-run-as-root")
    #expect(words.contains("--oversubscribe"))
    #expect(words.joined(separator: " ").contains("--mca mpi_yield_when_idle 1"))
  }
}
