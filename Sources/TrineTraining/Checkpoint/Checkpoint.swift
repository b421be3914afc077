// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCore

/// What a run needs beside its plan and parameters to go on as if it had not stopped.
///
/// Its files: `step-000400.safetensors` with the parameters, which other programs read, too;
/// `step-000400.velocity.safetensors` and its like with what the optimizer remembers; and
/// `step-000400.json` with this, which is written last: where it is, the checkpoint is whole. The
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

  init(step: Int, plan: RunPlan, strategy: GradientAveraging, stopping: EarlyStopping) {
    self.step = step
    seed = plan.seed
    layers = plan.model.layers
    optimizerSteps = strategy.optimizer.steps
    optimizerState = strategy.optimizer.stateNames
    self.stopping = stopping
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
  private func path(_ suffix: String, in folder: RunFolder) -> String {
    "\(folder.path)/\(RunFolder.checkpoint(step: step, suffix))"
  }

  /// Writes all files.
  func save(_ strategy: GradientAveraging, in folder: RunFolder) throws {
    try makeFolder(folder.checkpoints)
    let model = strategy.model
    let tensors = model.network.namedTensors
    try Safetensors.write(tensors, of: model.parameters, to: path("safetensors", in: folder))
    try strategy.optimizer.editState { name, arena in
      let file = path("\(name).safetensors", in: folder)
      try Safetensors.write(tensors.named(in: name), of: arena, to: file)
    }
    let bytes = Array((try JSONText.pretty(self) + "\n").utf8)
    try OutputFile.replacing(path("json", in: folder)) { file in
      try unsafe file.write(bytes.span.bytes)
    }
  }

  /// Reads all files into a rank's model and optimizer.
  func load(into strategy: GradientAveraging, from folder: RunFolder) throws {
    guard optimizerState == strategy.optimizer.stateNames else {
      throw Diagnostic.foreignCheckpoint(path("json", in: folder))
    }
    let model = strategy.model
    let tensors = model.network.namedTensors
    try Safetensors.read(tensors, into: &model.parameters, from: path("safetensors", in: folder))
    strategy.optimizer.steps = optimizerSteps
    try strategy.optimizer.editState { name, arena in
      let file = path("\(name).safetensors", in: folder)
      try Safetensors.read(tensors.named(in: name), into: &arena, from: file)
    }
  }
}

extension [ParameterTensor] {
  /// The same places under names such as `velocity/0.weight`.
  fileprivate func named(in group: String) -> [ParameterTensor] {
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
