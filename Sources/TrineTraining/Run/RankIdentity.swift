// SPDX-License-Identifier: MIT

/// Which rank this process is, as the launcher says before MPI starts.
public struct RankIdentity: Hashable, Sendable, CustomStringConvertible {
  /// The index among the ranks, from 0.
  public let rank: Int
  /// The world size.
  public let size: Int

  /// Names a rank.
  public init(rank: Int, size: Int) {
    self.rank = rank
    self.size = size
  }

  /// Reads the variables of Open MPI, of other launchers that speak PMI, or of Slurm; a process
  /// without any is rank 0 of 1.
  public init(environment: [String: String]) {
    let names = [
      ("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"), ("PMI_RANK", "PMI_SIZE"),
      ("SLURM_PROCID", "SLURM_NTASKS"),
    ]
    for (rank, size) in names {
      guard let rank = environment[rank].flatMap(Int.init), rank >= 0 else { continue }
      self.init(rank: rank, size: max(rank + 1, environment[size].flatMap(Int.init) ?? 1))
      return
    }
    self.init(rank: 0, size: 1)
  }

  /// `rank 3 of 8`.
  public var description: String { "rank \(rank) of \(size)" }
}
