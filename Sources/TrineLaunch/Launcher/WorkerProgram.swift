// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage
import TrineCore
import TrineFiles

/// The program that each rank runs, and what it can tell before any rank is started.
struct WorkerProgram: Sendable {
  /// Its absolute path.
  let path: String

  init(path: String) throws {
    guard access(path, X_OK) == 0 else { throw Diagnostic.noWorker(path) }
    self.path = path
  }

  /// The one `TRINE_WORKER` names, else the `trine-worker` beside this program.
  static func beside() throws -> WorkerProgram {
    let environment = ProcessInfo.processInfo.environment
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = own.map { String($0.prefix(upTo: $0.lastIndex(of: "/") ?? $0.endIndex)) } ?? "."
    return try WorkerProgram(path: environment["TRINE_WORKER"] ?? "\(folder)/trine-worker")
  }

  /// Checks what only the data knows (files, shapes, counts) without starting MPI.
  /// - Returns: the versions of the libraries the worker links.
  func check(_ plan: RunPlan, in workspace: Workspace) async throws -> [String: String] {
    let text = try JSONText.line(plan)
    let result = try await Subprocess.run(
      .path(FilePath(path)),
      arguments: ["--check"],
      workingDirectory: FilePath(workspace.root),
      input: .inputWriter,
      output: .string(limit: 1 << 16),
      error: .string(limit: 1 << 16)
    ) { worker in
      // A worker that ends before it has read the plan says why by its exit; given the text as
      // `.string`, the library ends this process where that cannot be written.
      _ = try? await worker.standardInputWriter.write(text)
    }
    let message = result.standardError.split(separator: "\n").joined(separator: "\n")
    switch result.terminationStatus {
    case .exited(0):
      return try JSONText.value([String: String].self, from: result.standardOutput)
    case .exited(65):
      throw Diagnostic(.badData, message)
    case let status:
      throw Diagnostic(.failure, "'\(path) --check' ended with \(status): \(message)")
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noWorker(_ path: String) -> Diagnostic {
    Diagnostic(
      .failure,
      "\(path) is not there, or cannot be run; the ranks of a run are started from it",
      fix: "install Trine again (make install), or set TRINE_WORKER to the program's path"
    )
  }
}
