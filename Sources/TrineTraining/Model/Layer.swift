// SPDX-License-Identifier: MIT

public import TrineKernels
public import TrineMPI

/// A part of a model: a function of a batch of rows and its gradients.
///
/// A layer holds no numbers, only shapes and places: its parameters and their gradients lie in
/// arenas, its values in a model's buffers. A layer that is split over ranks sums over them, which is
/// what may fail.
public protocol Layer {
  /// Values a row going in, I.
  var inputs: Int { get }
  /// Values a row coming out, O.
  var outputs: Int { get }
  /// Its parameters, in the order of the arena.
  var tensors: [ParameterTensor] { get }
  /// How many modules of PyTorch's `nn.Sequential` it stands for; tensors belong to the first.
  var modules: Int { get }

  /// Draws the initial parameters: as many draws, in the same order, whatever part of them lies here.
  func initialize(_ parameters: inout ParameterArena, from random: inout RandomStream)

  /// Computes `y` from `x`; shapes (B, O) and (B, I).
  func forward(
    _ x: Span<Float>,
    rows: Int,
    parameters: borrowing ParameterArena,
    into y: inout MutableSpan<Float>
  ) throws(MPIError)

  /// Computes the gradients of the parameters, given the batch's values and `dy`, the gradient of `y`.
  ///
  /// Adds them to `beta` times what is there; with 0 they replace it. Shapes: `x` is (B, I), `y` and
  /// `dy` are (B, O). May change `dy` into what `inputGradient` needs.
  func parameterGradients(
    _ x: Span<Float>,
    y: Span<Float>,
    dy: inout MutableSpan<Float>,
    rows: Int,
    keeping beta: Float,
    into gradients: inout ParameterArena
  )

  /// Computes `dx`, the gradient of `x`, from `dy` as `parameterGradients` has left it.
  ///
  /// Shapes: `dy` is (B, O), `dx` is (B, I).
  func inputGradient(
    _ dy: Span<Float>,
    rows: Int,
    parameters: borrowing ParameterArena,
    into dx: inout MutableSpan<Float>
  ) throws(MPIError)
}

extension Layer {
  /// The range of the arena that holds its parameters.
  var range: Range<Int> {
    let ranges = tensors.map(\.range)
    guard let first = ranges.first, let last = ranges.last else { return 0..<0 }
    return first.lowerBound..<last.upperBound
  }
}
