// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

/// Sums gradients that travel as codes of 16 bits, with error feedback.
///
/// Every rank answers for a slice of the values. It gets the codes of that slice from all others, adds
/// up what they say, in floats and in the order of ranks, and sends the sums to all, as codes again.
/// That is half of the bytes of the best allreduce of floats. Both roundings keep what they lose, the
/// second one on the rank that answers for the slice (Tang and others, "DoubleSqueeze: Parallel
/// Stochastic Gradient Descent with Double-Pass Error-Compensated Compression", 2019). All ranks, also
/// that one, take the sums from the codes, and so the same bits.
final class HalfAllreduce: BackgroundAllreduce {
  /// What is under way.
  private enum Stage {
    case none
    /// Each rank gets the codes of its slice.
    case scatter
    /// Each rank gets the sums of the other slices.
    case gather
  }

  private let format: HalfPrecision
  private let communicator: Communicator
  private let messages: PeerMessages
  private let count: Int
  private let slice: Range<Int>
  private var stage = Stage.none
  /// The codes of this rank's values, then those of the sums.
  private var codes: CodeBuffer
  /// The codes of this rank's slice, of one rank after the other.
  private var received: CodeBuffer
  private var sums: ParameterArena
  /// What was left out of this rank's values and, behind it, of the sums of its slice.
  private var residual: ParameterArena

  private static let tag = 16

  /// Prepares sums of `count` floats; all memory is taken here.
  init(_ format: HalfPrecision, _ communicator: Communicator, count: Int, wire: SimulatedWire?) {
    (self.format, self.communicator, self.count) = (format, communicator, count)
    messages = PeerMessages(communicator, tag: Self.tag, wire: wire)
    slice = (0..<count).part(communicator.rank, of: communicator.size)
    codes = CodeBuffer(count: count)
    received = CodeBuffer(count: communicator.size * slice.count)
    sums = ParameterArena(count: slice.count)
    residual = ParameterArena(count: count + slice.count)
  }

  var words: String { "messages of \(format == .bfloat16 ? "bf16" : "fp16") with error feedback" }
}

// MARK: - Stages

extension HalfAllreduce {
  func start(_ values: inout MutableSpan<Float>, clock: PhaseClock) throws(MPIError) {
    precondition(values.count == count, "\(values.count) values, not \(count)")
    clock.begin(.compress)
    residual.edit(0..<count) { residual in
      codes.edit(0..<count) { codes in
        format.encode(values.span, residual: &residual, into: &codes)
      }
    }
    clock.begin(.allreduceGradients)
    let bytes = try unsafe messages.start { rank in
      unsafe codes.bytes(part(of: rank))
    } receiving: { rank in
      unsafe received.bytes(place(of: rank))
    }
    clock.send(bytes: bytes)
    stage = .scatter
  }

  func progress(clock: PhaseClock) throws(MPIError) {
    clock.begin(.allreduceGradients)
    guard try messages.areDone(), stage == .scatter else { return }
    try gather(clock)
  }

  func finish(_ values: inout MutableSpan<Float>, clock: PhaseClock) throws(MPIError) {
    clock.begin(.allreduceGradients)
    if stage == .scatter {
      try messages.wait()
      try gather(clock)
    }
    try messages.wait()
    clock.begin(.compress)
    codes.read(0..<count) { codes in format.decode(codes, into: &values) }
    stage = .none
  }

  /// Sums this rank's slice, sends the sums, and waits for those of the other slices.
  private func gather(_ clock: PhaseClock) throws(MPIError) {
    clock.begin(.compress)
    sums.edit(sums.indices) { sums in
      sums.update(repeating: 0)
      for rank in 0..<communicator.size { add(rank, to: &sums) }
      residual.edit(count..<residual.count) { residual in
        codes.edit(slice) { codes in
          format.encode(sums.span, residual: &residual, into: &codes)
        }
      }
    }
    clock.begin(.allreduceGradients)
    let bytes = try unsafe messages.start { _ in
      unsafe codes.bytes(slice)
    } receiving: { rank in
      unsafe codes.bytes(part(of: rank))
    }
    clock.send(bytes: bytes)
    stage = .gather
  }

  /// Adds what the codes of a rank say of this rank's slice.
  private func add(_ rank: Int, to sums: inout MutableSpan<Float>) {
    if rank == communicator.rank {
      codes.read(slice) { codes in format.decodeAdd(codes, to: &sums) }
    } else {
      received.read(place(of: rank)) { codes in format.decodeAdd(codes, to: &sums) }
    }
  }

  /// The slice that a rank answers for.
  private func part(of rank: Int) -> Range<Int> {
    (0..<count).part(rank, of: communicator.size)
  }

  /// Where the codes that come from a rank lie.
  private func place(of rank: Int) -> Range<Int> {
    rank * slice.count..<(rank + 1) * slice.count
  }
}

// MARK: - Error feedback

extension HalfAllreduce {
  var residualCount: Int { residual.count }

  func editResidual(_ body: (inout ParameterArena) throws -> Void) throws {
    try body(&residual)
  }
}
