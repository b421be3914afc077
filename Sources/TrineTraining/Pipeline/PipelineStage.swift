// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// The neighbouring layers of a model that one rank of a pipeline has.
///
/// Several microbatches are in flight at a time: each has gone forwards here and has yet to come back.
/// Forwards and backwards go in the order of microbatches, so that both take turns with the places
/// for values. Of the samples the first stage needs the values and the last one the classes.
final class PipelineStage {
  let network: Network
  let layout: PipelineLayout
  /// Which stage this is, from 0.
  let index: Int
  let capacity: Int
  let world: Communicator
  let clock: PhaseClock
  let links: StageLinks
  /// The values and the gradients of each microbatch in flight.
  private let places: [Activations]
  /// What the first stage takes, where the samples' own memory does not last long enough.
  private var inputs: ParameterArena
  private let keepsInputs: Bool
  private var begun = 0
  private var ended = 0

  /// Connects the stages of all replicas; collective over all ranks.
  /// - Parameters:
  ///   - setting: What is trained where.
  ///   - layout: How the model is cut.
  ///   - capacity: The rows of the largest batch that is trained on or evaluated as one.
  ///   - keepsInputs: Whether samples must be kept until they have gone backwards.
  /// - Throws: what MPI throws.
  init(
    _ setting: TrainingSetting,
    _ layout: PipelineLayout,
    capacity: Int,
    keepsInputs: Bool
  ) throws(MPIError) {
    (self.layout, self.capacity) = (layout, capacity)
    (clock, world) = (setting.clock, setting.grid.world)
    let index = setting.grid.model.rank
    let network = Network(setting.plan.model, layers: layout.stages[index])
    (self.index, self.network) = (index, network)
    links = try StageLinks(layout, setting)
    let inFlight = layout.inFlight(at: index)
    places = (0..<inFlight).map { _ in Activations(for: network, capacity: layout.rows) }
    self.keepsInputs = keepsInputs && index == 0
    inputs = ParameterArena(
      count: self.keepsInputs ? inFlight * layout.rows * network.inputs : 0
    )
  }

  var isFirst: Bool { index == 0 }
  var isLast: Bool { index == layout.stages.count - 1 }
  private var lastLayer: Int { network.layers.count - 1 }
  /// Values a row that this stage takes from the samples.
  var sampleWidth: Int { isFirst ? network.inputs : 0 }
}

/// A slice of a batch.
struct Microbatch {
  /// Its place in the batch.
  let index: Int
  let rows: Int
}

// MARK: - Forwards

extension PipelineStage {
  /// Takes a microbatch forwards, and at the end computes the gradient of `scale` times its summed
  /// loss.
  ///
  /// Shapes: `x` is (B, I) at the first stage, `labels` is (B).
  /// - Returns: The summed loss; 0 at other stages than the last.
  func forward(
    _ microbatch: Microbatch,
    _ x: Span<Float>,
    _ labels: Span<Int32>,
    scale: Float,
    parameters: borrowing ParameterArena,
    observer: some PassObserver
  ) throws(MPIError) -> Double {
    let values = try values(microbatch, x, parameters: parameters, observer: observer)
    guard isLast else { return 0 }
    observer.begin(.loss, 0)
    return network.lossGradient(labels, rows: microbatch.rows, scale: scale, activations: values)
  }

  /// Computes the values of all layers of a microbatch, and sends those of the last one on.
  func values(
    _ microbatch: Microbatch,
    _ x: Span<Float>,
    parameters: borrowing ParameterArena,
    observer: some PassObserver
  ) throws(MPIError) -> Activations {
    let place = begun % places.count
    let (values, rows) = (places[place], microbatch.rows)
    if let previous = links.fromPrevious {
      observer.begin(.waitForActivations, microbatch.index)
      try previous.receive(count: rows * network.inputs)
    } else if keepsInputs {
      inputs.edit(input(place, rows)) { Vector.copy(x, into: &$0) }
    }
    try withInput(.newest, place, x, rows) { (x: Span<Float>) throws(MPIError) in
      try network.forward(
        x,
        rows: rows,
        parameters: parameters,
        into: values,
        observer: observer
      )
    }
    begun += 1
    if let next = links.toNext {
      observer.begin(.sendActivations, microbatch.index)
      let output = values.value(lastLayer, rows: rows)
      try values.values.read(output) { (y: Span<Float>) throws(MPIError) in try next.send(y) }
      clock.send(bytes: output.count * MemoryLayout<Float>.stride)
    }
    return values
  }

  /// Lends what the first layer of this stage takes.
  private func withInput(
    _ which: MailPlace,
    _ place: Int,
    _ x: Span<Float>,
    _ rows: Int,
    _ body: (Span<Float>) throws(MPIError) -> Void
  ) throws(MPIError) {
    if let previous = links.fromPrevious {
      try previous.read(which, count: rows * network.inputs, body)
    } else if keepsInputs {
      try inputs.read(input(place, rows), body)
    } else {
      try body(x)
    }
  }

  private func input(_ place: Int, _ rows: Int) -> Range<Int> {
    let start = place * layout.rows * network.inputs
    return start..<start + rows * network.inputs
  }
}

// MARK: - Backwards

extension PipelineStage {
  /// Takes the oldest microbatch in flight backwards, and adds its gradients to a share of what
  /// `gradients` holds.
  ///
  /// - Parameters:
  ///   - microbatch: Which it is.
  ///   - x: What `forward` took.
  ///   - parameters: What `forward` used.
  ///   - beta: What share of `gradients` stays; 0 replaces them.
  ///   - gradients: Where they go.
  ///   - observer: Is told.
  /// - Throws: what MPI throws.
  func backward(
    _ microbatch: Microbatch,
    _ x: Span<Float>,
    parameters: borrowing ParameterArena,
    keeping beta: Float,
    into gradients: inout ParameterArena,
    observer: some PassObserver
  ) throws(MPIError) {
    let place = ended % places.count
    let (values, rows) = (places[place], microbatch.rows)
    try takeGradient(microbatch, values, observer)
    try withInput(.oldest, place, x, rows) { (x: Span<Float>) throws(MPIError) in
      try network.backward(
        x,
        rows: rows,
        parameters: parameters,
        activations: values,
        keeping: beta,
        into: &gradients,
        toInput: !isFirst,
        observer: observer
      )
    }
    release()
    guard let previous = links.toPrevious else { return }
    observer.begin(.sendGradients, microbatch.index)
    let output = values.delta(-1, rows: rows)
    try values.deltas.read(output) { (dx: Span<Float>) throws(MPIError) in try previous.send(dx) }
    clock.send(bytes: output.count * MemoryLayout<Float>.stride)
  }

  /// Waits for the gradient of the output and puts it where `forward` puts it at the last stage.
  private func takeGradient(
    _ microbatch: Microbatch,
    _ values: Activations,
    _ observer: some PassObserver
  ) throws(MPIError) {
    guard let next = links.fromNext else { return }
    observer.begin(.waitForGradients, microbatch.index)
    let count = microbatch.rows * network.outputs
    try next.receive(count: count)
    values.deltas.edit(values.delta(lastLayer, rows: microbatch.rows)) { dy in
      next.read(.oldest, count: count) { gradient in Vector.copy(gradient, into: &dy) }
    }
    next.release()
  }

  /// Ends the flight of the oldest microbatch.
  func release() {
    links.fromPrevious?.release()
    ended += 1
  }
}
