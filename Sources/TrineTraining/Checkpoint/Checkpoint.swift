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
  /// `…/checkpoints/step-000400`, to which the extensions are added.
  private func stem(_ folder: RunFolder) -> String {
    let file = "\(folder.path)/\(RunFolder.checkpoint(step: step))"
    return String(file.dropLast(".safetensors".count))
  }

  /// Writes all files.
  func save(_ strategy: GradientAveraging, in folder: RunFolder) throws {
    try makeFolder(folder.checkpoints)
    let (stem, tensors) = (stem(folder), strategy.model.network.namedTensors)
    try Safetensors.write(tensors, of: strategy.model.parameters, to: "\(stem).safetensors")
    let optimizer = strategy.optimizer
    if let name = optimizerState.first {
      try Safetensors.write(
        tensors.named(in: name),
        of: optimizer.first,
        to: "\(stem).\(name).safetensors"
      )
    }
    if let name = optimizerState.dropFirst().first {
      try Safetensors.write(
        tensors.named(in: name),
        of: optimizer.second,
        to: "\(stem).\(name).safetensors"
      )
    }
    let bytes = Array((try JSONText.pretty(self) + "\n").utf8)
    try OutputFile.replacing("\(stem).json") { file in try unsafe file.write(bytes.span.bytes) }
  }

  /// Reads all files into a rank's model and optimizer.
  func load(into strategy: GradientAveraging, from folder: RunFolder) throws {
    let (stem, tensors) = (stem(folder), strategy.model.network.namedTensors)
    guard optimizerState == strategy.optimizer.stateNames else {
      throw Diagnostic.foreignCheckpoint("\(stem).json")
    }
    try Safetensors.read(tensors, into: &strategy.model.parameters, from: "\(stem).safetensors")
    strategy.optimizer.steps = optimizerSteps
    if let name = optimizerState.first {
      try Safetensors.read(
        tensors.named(in: name),
        into: &strategy.optimizer.first,
        from: "\(stem).\(name).safetensors"
      )
    }
    if let name = optimizerState.dropFirst().first {
      try Safetensors.read(
        tensors.named(in: name),
        into: &strategy.optimizer.second,
        from: "\(stem).\(name).safetensors"
      )
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
