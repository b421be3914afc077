// SPDX-License-Identifier: MIT

import Glibc
import Subprocess
import SystemPackage
import TrineCore

/// Starts ranks with `mpirun` on this machine.
struct LocalLauncher {
  private let mpirun: String

  /// Finds `mpirun`, by name in PATH or by path.
  init(mpirun: String) throws {
    guard let path = ProgramPath.find(mpirun) else { throw Diagnostic.noMPI(mpirun) }
    self.mpirun = path
  }

  /// Starts the ranks, anew or from a checkpoint, and waits for their end; a cancelled task ends
  /// them all.
  func launch(
    _ plan: RunPlan,
    _ worker: WorkerProgram,
    _ folder: RunFolder,
    from checkpoint: Checkpoint? = nil,
    in workspace: Workspace
  ) async throws -> TerminationStatus {
    let command = MPIRunCommand(
      plan: plan,
      worker: worker.path,
      folder: folder,
      checkpoint: checkpoint,
      supervisor: ProcessIdentity.current(),
      cores: Machine.cores,
      isRoot: geteuid() == 0
    )
    let log = try FileDescriptor.open(
      folder.launcherLog,
      .writeOnly,
      options: [.create, .append, .closeOnExec],
      // Whoever may read what the ranks write may read this.
      permissions: [.ownerReadWrite, .groupRead, .otherRead]
    )
    let result = try await Subprocess.run(
      .path(FilePath(mpirun)),
      arguments: Arguments(command.arguments),
      environment: command.environment,
      workingDirectory: FilePath(workspace.root),
      platformOptions: Self.options,
      output: .fileDescriptor(log, closeAfterSpawningProcess: true),
      error: .combinedWithOutput
    )
    return result.terminationStatus
  }

  /// In a process group of its own, so that Ctrl-C reaches Trine alone, which then stops `mpirun`
  /// in order: a word first, and after three seconds the end.
  private static var options: PlatformOptions {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .terminate, allowedDurationToNextStep: .seconds(3))
    ]
    return options
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noMPI(_ name: String) -> Diagnostic {
    Diagnostic(
      .failure,
      "'\(name)' was not found, so no ranks can be started",
      fix: "install Open MPI (Debian: apt install openmpi-bin), or name it in trine.yaml: "
        + "launcher: {mpirun: /path/to/mpirun}"
    )
  }
}
