// SPDX-License-Identifier: MIT

import Subprocess
import TrineCore

/// The command line that starts the ranks of a run on this machine.
///
/// Pure. The flags are Open MPI 4's (mpirun(1)).
struct MPIRunCommand {
  /// Everything after `mpirun`.
  let arguments: [String]
  /// Variables the ranks find beside those they inherit.
  let variables: [String: String]

  /// All variables the ranks find.
  var environment: Environment {
    let own = variables.map { (Environment.Key(stringLiteral: $0.key), Optional($0.value)) }
    return .inherit.updating(Dictionary(uniqueKeysWithValues: own))
  }

  init(
    plan: RunPlan,
    worker: String,
    folder: RunFolder,
    checkpoint: Checkpoint? = nil,
    supervisor: RunTransition.Supervisor,
    cores: Int,
    isRoot: Bool
  ) {
    var words: [String] = []
    if isRoot { words.append("--allow-run-as-root") }
    words += ["-n", String(plan.ranks)]
    if plan.ranks > cores {
      // Ranks that spin on a core another rank waits for starve it.
      words += ["--oversubscribe", "--mca", "mpi_yield_when_idle", "1"]
    }
    // Otherwise mpirun ends all ranks when one dies.
    if plan.async?.tolerateWorkerLoss == true { words.append("--enable-recovery") }
    // Bound ranks of two runs started side by side would share the first cores and leave the rest.
    words += ["--bind-to", "none", worker, folder.path]
    if let checkpoint { words += ["--resume", checkpoint.file] }
    arguments = words
    variables = [
      "OPENBLAS_NUM_THREADS": String(plan.threadCount(cores: cores)),
      "TRINE_SUPERVISOR": String(supervisor.process),
      "TRINE_SUPERVISOR_HOST": supervisor.host,
    ]
  }
}
