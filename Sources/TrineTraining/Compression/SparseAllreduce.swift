// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// Sums the largest values of every rank's gradients, which alone travel, with error feedback.
///
/// Every rank sends its values with their places to all others and adds up what all have sent, in the
/// order of ranks, so that all have the same bits (Aji and Heafield, "Sparse Communication for
/// Distributed Gradient Descent", 2017).
final class SparseAllreduce: BackgroundAllreduce {
  private let communicator: Communicator
  private let messages: PeerMessages
  private let count: Int
  private var selection: TopK
  private var pairs: PairBuffer
  private var residual: ParameterArena

  private static let tag = 17

  /// Prepares sums of `count` floats of which a share is kept, one at least; all memory is taken
  /// here.
  init(_ communicator: Communicator, count: Int, share: Double, wire: SimulatedWire?) {
    (self.communicator, self.count) = (communicator, count)
    messages = PeerMessages(communicator, tag: Self.tag, wire: wire)
    let keep = min(count, max(1, Int((share * Double(count)).rounded())))
    selection = TopK(count: count, keep: keep)
    pairs = PairBuffer(ranks: communicator.size, count: keep)
    residual = ParameterArena(count: count)
  }

  var words: String {
    "messages of the \(pairs.count.grouped) largest of \(count.grouped) values with error feedback"
  }
}

// MARK: - Sums

extension SparseAllreduce {
  func start(_ values: inout MutableSpan<Float>, clock: PhaseClock) throws(MPIError) {
    clock.begin(.compress)
    pairs.edit(communicator.rank) { places, chosen in
      residual.edit(residual.indices) { residual in
        selection.select(values.span, residual: &residual, indices: &places, values: &chosen)
      }
    }
    clock.begin(.allreduceGradients)
    let bytes = try unsafe messages.start { _ in
      unsafe pairs.message(of: communicator.rank)
    } receiving: { rank in
      unsafe pairs.message(of: rank)
    }
    clock.send(bytes: bytes)
  }

  func progress(clock: PhaseClock) throws(MPIError) {
    clock.begin(.allreduceGradients)
    _ = try messages.areDone()
  }

  func finish(_ values: inout MutableSpan<Float>, clock: PhaseClock) throws(MPIError) {
    clock.begin(.allreduceGradients)
    try messages.wait()
    clock.begin(.compress)
    values.update(repeating: 0)
    for rank in 0..<communicator.size {
      pairs.read(rank) { places, chosen in TopK.scatterAdd(places, chosen, to: &values) }
    }
  }
}

// MARK: - Error feedback

extension SparseAllreduce {
  var residualCount: Int { residual.count }

  func editResidual(_ body: (inout ParameterArena) throws -> Void) throws {
    try body(&residual)
  }
}
