// SPDX-License-Identifier: MIT

import Glibc
import TrineCore

/// Whether a machine can hold what its ranks need at least: as no more is known of what they share,
/// less than they will take.
///
/// All ranks are on one machine, so that it makes no difference to it how they share out a model.
/// Numbers are doubles, since the product of two widths may be larger than any integer.
struct MemoryCheck {
  /// Bytes of parameters, gradients and optimizer state.
  let model: Double
  /// Bytes of the values of each layer for a batch.
  let values: Double
  /// Bytes of the samples.
  let samples: Double
  /// Bytes that the ranks may have together.
  let available: Double
  private let ranks: Int
  /// Whether each rank has gradients of its own for all parameters.
  private let hasReplicas: Bool
  /// Whether a limit of the processes leaves them less than the machine has.
  private let isLimited: Bool

  /// Finds out what all ranks take, whatever the mode makes of it, and what there is.
  init(_ plan: RunPlan, _ facts: DataFacts) {
    ranks = plan.ranks
    hasReplicas = plan.mode == .sync && plan.ranks > 1
    model = Self.model(plan)
    values = Self.values(plan, samples: facts.samples)
    samples = Double(plan.data.isSharded ? 1 : plan.ranks) * facts.byteCount
    let machine = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
    let limit = Self.addressSpace * Double(plan.ranks)
    (available, isLimited) = (min(machine, limit), limit < machine)
  }

  /// Replicas keep their own gradients, but may share the rest.
  private static func model(_ plan: RunPlan) -> Double {
    let optimizer = plan.train.optimizer
    let states = optimizer.kind == .adam ? 2.0 : optimizer.momentum == 0 ? 0 : 1
    let replicas = plan.mode == .sync ? plan.ranks : plan.grid?.data ?? 1
    // With momentum, the gradients of one replica may go straight into the velocity.
    let copies = replicas == 1 ? 1 + max(1, states) : 1 + states + Double(replicas)
    return copies * plan.model.parameterCount * Double(MemoryLayout<Float>.stride)
  }

  /// Every rank has room for the outputs of its layers and for the gradients of two of them.
  private static func values(_ plan: RunPlan, samples: Int) -> Double {
    let batch = Double(min(plan.train.batch, samples))
    let rows: Double
    let copies: Int
    switch plan.mode {
    case .sync:
      let slices = plan.sync?.gradientAccumulation ?? 1
      rows = batch / Double(plan.ranks) / Double(slices)
      copies = plan.ranks
    case .async: (rows, copies) = (batch, plan.ranks)
    case .tensor, .pipeline:
      copies = plan.grid?.data ?? 1
      rows = batch / Double(copies) / Double(plan.pipeline?.microbatches ?? 1)
    }
    let widths = plan.model.layers.map(Double.init)
    let width = widths.dropFirst().reduce(0, +) + 2 * (widths.max() ?? 0)
    let least = plan.mode == .pipeline ? 1 : Double(TrainingSetting.evaluationRows)
    return Double(copies) * max(least, rows) * width * Double(MemoryLayout<Float>.stride)
  }

  /// Bytes that a process may have.
  private static var addressSpace: Double {
    var limit = rlimit()
    let code = unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    return code == 0 && limit.rlim_cur != rlim_t.max ? Double(limit.rlim_cur) : .infinity
  }

  /// Throws when ranks on this machine alone could not even begin.
  func check() throws {
    guard model + values + samples <= available else { throw Diagnostic.tooLarge(self) }
  }
}

// MARK: - Messages

extension MemoryCheck {
  /// What there is, in words.
  fileprivate var supply: String {
    let memory = "\(Self.text(available)) of memory"
    return isLimited
      ? "a limit (ulimit -v) leaves \(ranks.counted("rank")) \(memory)"
      : "this machine has \(memory)"
  }

  /// What helps against the largest part.
  fileprivate var fix: String {
    if samples > max(model, values) {
      return "use fewer samples; data.sharded: true shares them among the ranks"
    }
    if values > model { return "use narrower layers, or a smaller batch if it is above 256" }
    return hasReplicas
      ? "use narrower layers, or fewer ranks; with mode: tensor or pipeline each rank has but a share"
      : "use narrower layers"
  }

  fileprivate static func text(_ bytes: Double) -> String { "\((bytes / 1e9).fixed(1)) GB" }
}

extension Diagnostic {
  fileprivate static func tooLarge(_ memory: MemoryCheck) -> Diagnostic {
    let (model, values) = (MemoryCheck.text(memory.model), MemoryCheck.text(memory.values))
    return Diagnostic(
      .badData,
      "parameters, gradients and optimizer state of 'model.layers' take \(model), the values of a "
        + "batch \(values) and the samples \(MemoryCheck.text(memory.samples)); \(memory.supply)",
      fix: memory.fix
    )
  }
}
