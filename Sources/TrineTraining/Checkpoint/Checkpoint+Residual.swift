// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

// What compression has left out of gradients is each rank's own, and so are its files.
extension Checkpoint {
  /// Writes this rank's file; collective: after it the files of all ranks are on the disk.
  func saveResidual(
    of strategy: any Strategy,
    in folder: RunFolder,
    _ world: Communicator,
    _ beat: () -> Void
  ) throws {
    let file = path("residual-\(world.rank).safetensors", in: folder)
    try strategy.editResidual { arena in
      let tensors = strategy.network.residualTensors(count: arena.count)
      let layout = try Safetensors.Layout(tensors)
      try OutputFile.replacing(file) { file in
        try unsafe file.write(layout.header.span.bytes)
        let range = arena.indices
        try Safetensors.write(tensors, of: arena, range: range, layout: layout, to: file, beat)
      }
    }
    try world.barrier()
  }

  /// Reads this rank's file where there is one of each rank.
  ///
  /// Another number of ranks has other parts of the gradients: it begins with nothing left out.
  /// - Returns: What a person should know of it.
  func loadResidual(
    into strategy: any Strategy,
    from folder: RunFolder,
    _ world: Communicator,
    _ beat: () -> Void
  ) throws -> [String] {
    // One rank alone sends nothing and leaves nothing out.
    guard let residuals else { return [] }
    guard strategy.hasResidual, residuals == world.size else {
      return [Self.lostResidual(residuals, world.size)]
    }
    let file = path("residual-\(world.rank).safetensors", in: folder)
    try strategy.editResidual { arena in
      let tensors = strategy.network.residualTensors(count: arena.count)
      try Safetensors.read(tensors, into: &arena, from: file, beat)
    }
    return []
  }

  private static func lostResidual(_ before: Int, _ now: Int) -> String {
    "the checkpoint has what compression left out of the gradients of \(before.counted("rank")), "
      + "and the run has \(now.counted("rank")) now: it begins with nothing left out"
  }
}

extension Network {
  /// The places of what is left out: of the gradients as of the parameters, then of sums.
  fileprivate func residualTensors(count: Int) -> [ParameterTensor] {
    let sums = ParameterTensor(
      name: "residual/sums",
      dimensions: [count - parameterCount],
      at: parameterCount
    )
    return namedTensors.named(in: "residual") + (count > parameterCount ? [sums] : [])
  }
}
