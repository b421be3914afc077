// SPDX-License-Identifier: MIT

import TrineMPI

/// MPI's own allreduce, while this rank does something else.
final class NonblockingAllreduce: BackgroundAllreduce {
  private let communicator: Communicator
  private let wire: SimulatedWire?
  private let transfer = TransferSlots(count: 1)
  /// When the sum has come over the wire, where there is one.
  private var deadline = 0.0

  init(_ communicator: Communicator, wire: SimulatedWire?) {
    (self.communicator, self.wire) = (communicator, wire)
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
    clock.begin(.allreduceGradients)
    try unsafe transfer.put(communicator.startAllreduce(values), at: 0)
    clock.send(bytes: communicator.allreduceBytes(values.count))
    guard let wire, communicator.size > 1 else { return }
    deadline = wire.allreduceDeadline(count: values.count, ranks: communicator.size)
  }

  func progress(clock: PhaseClock) throws(MPIError) {
    clock.begin(.allreduceGradients)
    _ = try transfer.test(0)
  }

  func finish(_ values: inout MutableSpan<Float>, clock: PhaseClock) throws(MPIError) {
    try finish(clock: clock)
  }

  /// Waits until the sums stand in the place of the values.
  func finish(clock: PhaseClock) throws(MPIError) {
    clock.begin(.allreduceGradients)
    try transfer.wait(0)
    wire?.wait(until: deadline)
  }
}
