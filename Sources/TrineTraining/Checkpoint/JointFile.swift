// SPDX-License-Identifier: MIT

import Glibc
import TrineCore
import TrineKernels
import TrineMPI

/// A file of tensors to which every rank adds the blocks it has, so that none need hold all of it.
///
/// The ranks see the same folder. A crash leaves no half-written file under the file's name.
final class JointFile {
  private let path: String
  private let temporary: String
  private let layout: Safetensors.Layout
  private let world: Communicator
  private var file: OutputFile
  private var isFinished = false

  /// Makes the file; collective.
  init(_ path: String, _ layout: Safetensors.Layout, _ world: Communicator) throws {
    (self.path, self.layout, self.world) = (path, layout, world)
    temporary = "\(path).part"
    // The others find it when they have come to the barrier.
    if world.rank > 0 { try world.barrier() }
    file = try OutputFile(temporary, world.rank == 0 ? .replace : .parts)
    if world.rank == 0 {
      try unsafe file.write(layout.header.span.bytes)
      try world.barrier()
    }
  }

  deinit {
    // Something has gone wrong: half a file is no good to anybody.
    if !isFinished { unsafe unlink(temporary) }
  }

  /// Adds what an arena holds of some tensors: the floats of `range`.
  func write(
    _ tensors: [ParameterTensor],
    of arena: borrowing ParameterArena,
    range: Range<Int>,
    _ beat: () -> Void
  ) throws {
    try Safetensors.write(tensors, of: arena, range: range, layout: layout, to: file, beat)
  }

  /// Gives the file its name once everything of all ranks is on the disk; collective.
  func finish() throws {
    try file.sync()
    try world.barrier()
    isFinished = true
    if world.rank == 0 { try OutputFile.finish(temporary, as: path) }
  }
}
