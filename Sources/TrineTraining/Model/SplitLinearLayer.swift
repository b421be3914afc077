// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

/// A linear layer whose weight is split over the ranks of a replica, by columns or by rows of `x W`.
///
/// Split by outputs ("column"), each rank has all of `x` and computes some of `y`; the gradient of
/// `x` is a sum over the ranks. Split by inputs ("row"), each rank has some of `x` and computes a
/// summand of `y`, which takes one sum forwards, before bias and activation. A row layer after a
/// column layer so takes one sum forwards and one backwards for both (Shoeybi and others,
/// "Megatron-LM: Training Multi-Billion Parameter Language Models Using Model Parallelism", 2019,
/// section 3). The bias of a row layer lies on every rank, and is the same there.
struct SplitLinearLayer: Layer {
  enum Split {
    case column
    case row
  }

  private let split: Split
  /// The part that lies here; its activation is applied after the sum where there is one.
  private let part: LinearLayer
  private let group: TensorGroup

  /// Makes the part of this rank; parameters begin at `offset` of the arena.
  init(
    _ split: Split,
    inputs: Int,
    outputs: Int,
    activation: Activation?,
    group: TensorGroup,
    at offset: Int
  ) {
    (self.split, self.group) = (split, group)
    part = LinearLayer(
      whole: (inputs, outputs),
      inputs: split == .row ? group.part(of: inputs) : 0..<inputs,
      outputs: split == .column ? group.part(of: outputs) : 0..<outputs,
      activation: activation,
      at: offset
    )
  }

  var inputs: Int { part.inputs }
  var outputs: Int { part.outputs }
  var tensors: [ParameterTensor] { part.tensors }
  var modules: Int { part.modules }

  func initialize(_ parameters: inout ParameterArena, from random: inout RandomStream) {
    part.initialize(&parameters, from: &random)
  }

  // MARK: - Forward and backward

  func forward(
    _ x: Span<Float>,
    rows: Int,
    parameters: borrowing ParameterArena,
    into y: inout MutableSpan<Float>
  ) throws(MPIError) {
    guard split == .row else {
      return part.forward(x, rows: rows, parameters: parameters, into: &y)
    }
    part.product(x, rows: rows, parameters: parameters, into: &y)
    try group.sum(&y)
    part.activate(parameters: parameters, &y)
  }

  func parameterGradients(
    _ x: Span<Float>,
    y: Span<Float>,
    dy: inout MutableSpan<Float>,
    rows: Int,
    keeping beta: Float,
    into gradients: inout ParameterArena
  ) {
    part.parameterGradients(x, y: y, dy: &dy, rows: rows, keeping: beta, into: &gradients)
  }

  func inputGradient(
    _ dy: Span<Float>,
    rows: Int,
    parameters: borrowing ParameterArena,
    into dx: inout MutableSpan<Float>
  ) throws(MPIError) {
    part.inputGradient(dy, rows: rows, parameters: parameters, into: &dx)
    if split == .column { try group.sum(&dx) }
  }
}
