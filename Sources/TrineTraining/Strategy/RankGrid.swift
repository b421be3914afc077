// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

/// How the ranks of a run are arranged: replicas of the model, and within each the ranks that share
/// it.
///
/// The ranks of a replica are neighbours: rank r is part `r % model.size` of replica
/// `r / model.size`.
struct RankGrid {
  /// All ranks.
  let world: Communicator
  /// The ranks that hold the same part of every replica, in the order of replicas.
  let data: Communicator
  /// The ranks of this replica, in the order of parts.
  let model: Communicator

  /// Splits the world as a plan says; collective.
  init(_ world: Communicator, _ plan: RunPlan) throws(MPIError) {
    let isShared = plan.mode == .tensor || plan.mode == .pipeline
    let size = plan.grid?.model ?? (isShared ? plan.ranks : 1)
    self.world = world
    data = try world.split(color: world.rank % size, key: world.rank)
    model = try world.split(color: world.rank / size, key: world.rank)
  }

  /// Which replica this rank belongs to.
  var replica: Int { data.rank }
  /// How many replicas there are.
  var replicas: Int { data.size }
}
