// SPDX-License-Identifier: MIT

public import TrineCore
import TrineKernels

extension Network {
  /// Builds the whole model of a plan.
  public init(_ plan: ModelPlan) {
    self.init(plan, layers: plan.layerIndices)
  }

  /// Builds some neighbouring layers of a plan's model; only the first takes samples' values.
  init(_ plan: ModelPlan, layers chosen: Range<Int>) {
    var offset = 0
    let layers = chosen.map { index in
      let layer = LinearLayer(
        inputs: plan.layers[index],
        outputs: plan.layers[index + 1],
        activation: plan.activation(after: index),
        at: offset
      )
      offset = layer.range.upperBound
      return layer
    }
    self.init(
      layers,
      after: plan.prefix(of: chosen.lowerBound),
      columns: chosen.lowerBound > 0 ? 0..<0 : nil
    )
  }

  /// Builds this rank's shares of the layers of a plan's model.
  init(_ plan: ModelPlan, splits: [TensorPlan.Split], group: TensorGroup) {
    var offset = 0
    let layers = plan.layerIndices.map { index in
      let layer = Self.layer(index, plan, splits[index], group, at: offset)
      offset = layer.range.upperBound
      return layer
    }
    let columns = splits.first == .row ? group.part(of: plan.layers[0]) : nil
    self.init(layers, after: Prefix(), columns: columns)
  }

  private static func layer(
    _ index: Int,
    _ plan: ModelPlan,
    _ split: TensorPlan.Split,
    _ group: TensorGroup,
    at offset: Int
  ) -> any Layer {
    let (inputs, outputs) = (plan.layers[index], plan.layers[index + 1])
    let activation = plan.activation(after: index)
    guard split != .replicated else {
      return LinearLayer(inputs: inputs, outputs: outputs, activation: activation, at: offset)
    }
    return SplitLinearLayer(
      split == .column ? .column : .row,
      inputs: inputs,
      outputs: outputs,
      activation: activation,
      group: group,
      at: offset
    )
  }
}

// MARK: - What a plan says of layers

extension ModelPlan {
  /// One index for each layer: a pair of neighbouring widths.
  var layerIndices: Range<Int> { 0..<layers.count - 1 }

  /// What follows a layer.
  fileprivate func activation(after layer: Int) -> TrineKernels.Activation? {
    layer == layers.count - 2 ? nil : TrineKernels.Activation(activation)
  }

  /// What comes before a layer.
  fileprivate func prefix(of layer: Int) -> Network.Prefix {
    let widths = zip(layers, layers.dropFirst()).prefix(layer)
    // An activation follows each of them, which is a module of its own.
    return Network.Prefix(
      modules: 2 * layer,
      draws: widths.reduce(0) { $0 + $1.0 * $1.1 + $1.1 }
    )
  }
}

extension TensorPlan {
  /// How each of some layers is split: columns and rows in turn unless the plan says, and what is
  /// left over at the end lies on every rank.
  func splits(of layers: Int) -> [Split] {
    split
      ?? (0..<layers).map { index in
        guard index < layers / 2 * 2 else { return .replicated }
        return index.isMultiple(of: 2) ? .column : .row
      }
  }
}

extension RunPlan {
  /// What a run says of how its layers are split, where the plan leaves that to Trine.
  var splitNote: String? {
    let tensor = tensor ?? TensorPlan()
    guard mode == .tensor, tensor.split == nil else { return nil }
    let splits = tensor.splits(of: model.layerIndices.count).map(\.rawValue)
    return "split: auto is [\(splits.joined(separator: ", "))]"
  }
}

extension Activation {
  /// The kernel of a plan's activation.
  init(_ activation: ModelPlan.Activation) {
    switch activation {
    case .relu: self = .relu
    case .tanh: self = .tanh
    case .sigmoid: self = .sigmoid
    }
  }
}
