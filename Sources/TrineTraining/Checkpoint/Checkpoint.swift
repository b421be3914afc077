// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCore
import TrineKernels
import TrineMPI

/// What a run needs beside its plan and parameters to go on as if it had not stopped.
///
/// Its files: `step-000400.safetensors` with the parameters, which other programs read, too;
/// `step-000400.velocity.safetensors` and its like with what the optimizer remembers;
/// `step-000400.residual-0.safetensors` and its like with what compression has left out on each rank;
/// and `step-000400.json` with this, which is written last: where it is, the checkpoint is whole. The
/// order of samples follows from seed, epoch and step.
struct Checkpoint: Codable, Equatable {
  /// Updates so far.
  let step: Int
  /// The seed, which the order of samples depends on.
  let seed: Int
  /// The widths of the layers, which parameters must fit.
  let layers: [Int]
  /// Updates the optimizer counts.
  let optimizerSteps: Int
  /// What the optimizer remembers, by name.
  let optimizerState: [String]
  /// How early stopping stands.
  let stopping: EarlyStopping
  /// How many ranks keep what compression has left out; `nil` when nothing is left out.
  let residuals: Int?

  init(
    step: Int,
    plan: RunPlan,
    optimizer: OptimizerState,
    stopping: EarlyStopping,
    hasResidual: Bool
  ) {
    self.step = step
    seed = plan.seed
    layers = plan.model.layers
    optimizerSteps = optimizer.steps
    optimizerState = optimizer.names
    self.stopping = stopping
    residuals = hasResidual ? plan.ranks : nil
  }

  /// Reads the file that is written last.
  /// - Parameters:
  ///   - file: Its place, relative to the run's folder.
  ///   - folder: The run's folder.
  ///   - plan: What the checkpoint must belong to.
  /// - Throws: a `Diagnostic` when it is not there or belongs to another plan.
  init(_ file: String, in folder: RunFolder, for plan: RunPlan) throws {
    let path = "\(folder.path)/\(file)"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      let checkpoint = try? JSONText.value(Checkpoint.self, from: text)
    else { throw Diagnostic.noCheckpoint(path) }
    guard checkpoint.seed == plan.seed, checkpoint.layers == plan.model.layers else {
      throw Diagnostic.foreignCheckpoint(path)
    }
    self = checkpoint
  }
}

// MARK: - Files

extension Checkpoint {
  func path(_ suffix: String, in folder: RunFolder) -> String {
    "\(folder.path)/\(RunFolder.checkpoint(step: step, suffix))"
  }

  /// Writes all files, to which every rank adds what it owns; collective.
  /// - Parameters:
  ///   - strategy: What holds the arenas.
  ///   - model: The whole network, as the files lay it out.
  ///   - folder: The run's folder.
  ///   - world: All ranks.
  ///   - beat: Called now and then.
  /// - Throws: a `Diagnostic` when a file cannot be written, and what MPI throws.
  func save(
    _ strategy: any Strategy,
    of model: Network,
    in folder: RunFolder,
    _ world: Communicator,
    _ beat: () -> Void
  ) throws {
    if world.rank == 0 { try makeFolder(folder.checkpoints) }
    let (all, own) = (model.namedTensors, strategy.network.namedTensors)
    let file = try JointFile(path("safetensors", in: folder), Safetensors.Layout(all), world)
    if strategy.ownsParameters {
      try strategy.readParameters { arena in
        try file.write(own, of: arena, range: arena.indices, beat)
      }
    }
    try file.finish()
    for name in optimizerState {
      let path = path("\(name).safetensors", in: folder)
      let file = try JointFile(path, Safetensors.Layout(all.named(in: name)), world)
      try strategy.editState { part, arena in
        guard part.name == name, part.isOwned else { return }
        try file.write(own.named(in: name), of: arena, range: part.range, beat)
      }
      try file.finish()
    }
    if strategy.hasResidual { try saveResidual(of: strategy, in: folder, world, beat) }
    guard world.rank == 0 else { return }
    let bytes = Array((try JSONText.pretty(self) + "\n").utf8)
    try OutputFile.replacing(path("json", in: folder)) { file in
      try unsafe file.write(bytes.span.bytes)
    }
  }

  /// Reads all files into what a rank holds; collective.
  /// - Returns: What a person should know of it.
  func load(
    into strategy: any Strategy,
    from folder: RunFolder,
    _ world: Communicator,
    _ beat: () -> Void
  ) throws -> [String] {
    guard optimizerState == strategy.optimizerState.names else {
      throw Diagnostic.foreignCheckpoint(path("json", in: folder))
    }
    let own = strategy.network.namedTensors
    try strategy.editParameters { arena in
      try Safetensors.read(own, into: &arena, from: path("safetensors", in: folder), beat)
    }
    strategy.optimizerState.steps = optimizerSteps
    try strategy.editState { part, arena in
      let (file, tensors) = (path("\(part.name).safetensors", in: folder), own.named(in: part.name))
      try Safetensors.read(tensors, into: &arena, range: part.range, from: file, beat)
    }
    return try loadResidual(into: strategy, from: folder, world, beat)
  }
}

extension [ParameterTensor] {
  /// The same places under names such as `velocity/0.weight`.
  func named(in group: String) -> [ParameterTensor] {
    map { tensor in
      var tensor = tensor
      tensor.name = "\(group)/\(tensor.name)"
      return tensor
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noCheckpoint(_ path: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "there is no whole checkpoint here",
      fix: "resume with 'trine resume', which takes the last whole one"
    )
  }

  fileprivate static func foreignCheckpoint(_ path: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the checkpoint belongs to a plan with another seed, other layers or another optimizer",
      fix: "resume with the plan it was written for"
    )
  }
}
