// SPDX-License-Identifier: MIT

import TrineMPI

/// Names layers as the whole model counts them, and says that gradients are there when those of all
/// microbatches are.
struct StageObserver: PassObserver {
  private let base: any PassObserver
  private let firstLayer: Int
  private let isComplete: Bool

  init(_ base: any PassObserver, _ stage: PipelineStage, isComplete: Bool = false) {
    (self.base, self.isComplete) = (base, isComplete)
    firstLayer = stage.layout.stages[stage.index].lowerBound
  }

  func begin(_ activity: Activity, _ index: Int) {
    let isOfLayer = activity == .forward || activity == .backward
    base.begin(activity, isOfLayer ? firstLayer + index : index)
  }

  func finishGradients(of layer: Int) throws(MPIError) {
    if isComplete { try base.finishGradients(of: layer) }
  }
}
