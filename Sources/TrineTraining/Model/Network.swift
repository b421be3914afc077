// SPDX-License-Identifier: MIT

public import TrineKernels

/// Layers one after the other; a classifier when its last layer's outputs are logits.
///
/// A value: it knows shapes and places and holds no numbers.
///
/// It may be a part of a larger one: some of the layers, or of each layer a share.
public struct Network {
  /// The layers, from the input on.
  public let layers: [any Layer]
  /// Floats an arena of its parameters holds.
  public let parameterCount: Int
  /// Which of a sample's values the first layer takes; `nil` for all.
  let columns: Range<Int>?
  /// What comes before the layers in the whole network.
  private let before: Prefix

  /// Layers of the whole network that come before those that lie here.
  struct Prefix {
    /// Modules of `nn.Sequential` they stand for.
    var modules = 0
    /// Draws their initial parameters take.
    var draws = 0
  }

  /// Joins layers whose widths fit.
  public init(_ layers: [any Layer]) {
    self.init(layers, after: Prefix())
  }

  /// Joins some layers of a larger network.
  init(_ layers: [any Layer], after before: Prefix, columns: Range<Int>? = nil) {
    precondition(!layers.isEmpty, "a network has layers")
    precondition(
      zip(layers, layers.dropFirst()).allSatisfy { $0.outputs == $1.inputs },
      "each layer takes what the one before it gives"
    )
    self.layers = layers
    self.before = before
    self.columns = columns
    parameterCount = layers.flatMap(\.tensors).map(\.range.upperBound).max() ?? 0
  }

  /// Values a row going in.
  public var inputs: Int { layers[0].inputs }

  /// Classes coming out.
  public var outputs: Int { layers[layers.count - 1].outputs }

  /// The tensors as PyTorch's `nn.Sequential` names them: `0.weight`, `0.bias`, `2.weight`, ….
  public var namedTensors: [ParameterTensor] {
    var module = before.modules
    var result: [ParameterTensor] = []
    for layer in layers {
      for var tensor in layer.tensors {
        tensor.name = "\(module).\(tensor.name)"
        result.append(tensor)
      }
      module += layer.modules
    }
    return result
  }

  /// Draws the initial parameters of every layer: the same for a seed, whatever lies here.
  /// - Parameters:
  ///   - parameters: Where they go.
  ///   - seed: What they are drawn from.
  ///   - beat: Called now and then.
  public func initialize(
    _ parameters: inout ParameterArena,
    seed: Int,
    beat: () -> Void = {}
  ) {
    var random = RandomStream(seed: seed, for: .parameters)
    for _ in 0..<before.draws { _ = random.uniform() }
    for layer in layers {
      layer.initialize(&parameters, from: &random)
      beat()
    }
  }
}
