// SPDX-License-Identifier: MIT

import TrineMPI

/// MPI's own allreduce, while this rank does something else.
final class NonblockingAllreduce: BackgroundAllreduce {
  private let communicator: Communicator
  private let wire: SimulatedWire?
  /// The number of the layers whose gradients are summed, for the clock; 0 where they are all.
  private let layers: Int
  private let transfer = TransferSlots(count: 1)
  /// When the sum has come over the wire, where there is one.
  private var deadline = 0.0

  /// Sums the gradients of all layers, or of some neighbouring ones.
  init(_ communicator: Communicator, wire: SimulatedWire?, of layers: ClosedRange<Int>? = nil) {
    (self.communicator, self.wire) = (communicator, wire)
    self.layers = layers.map(Activity.index) ?? 0
  }

  var words: String { "MPI's own nonblocking allreduce" }

  func start(_ values: inout MutableSpan<Float>, clock: PhaseClock) throws(MPIError) {
    try unsafe values.withUnsafeMutableBufferPointer { values throws(MPIError) in
      try unsafe start(values, clock: clock)
    }
  }

  /// Begins to sum values whose address outlives the scope that names them.
  @unsafe
  func start(_ values: UnsafeMutableBufferPointer<Float>, clock: PhaseClock) throws(MPIError) {
    clock.begin(.allreduceGradients, layers)
    try unsafe transfer.put(communicator.startAllreduce(values), at: 0)
    clock.send(bytes: communicator.allreduceBytes(values.count))
    guard let wire, communicator.size > 1 else { return }
    deadline = wire.allreduceDeadline(count: values.count, ranks: communicator.size)
  }

  func progress(clock: PhaseClock) throws(MPIError) {
    clock.begin(.allreduceGradients, layers)
    _ = try transfer.test(0)
  }

  func finish(_ values: inout MutableSpan<Float>, clock: PhaseClock) throws(MPIError) {
    try finish(clock: clock)
  }

  /// Waits until the sums stand in the place of the values.
  func finish(clock: PhaseClock) throws(MPIError) {
    clock.begin(.allreduceGradients, layers)
    try transfer.wait(0)
    wire?.wait(until: deadline)
  }
}
