// SPDX-License-Identifier: MIT

import TrineMPI

/// Has a rank's server do its work between the layers of its worker's passes.
final class ServingObserver: PassObserver {
  private let server: ShardServer
  private let clock: PhaseClock
  /// What went wrong where nothing may be thrown.
  private let failure = DeferredError()

  init(_ server: ShardServer, clock: PhaseClock) {
    (self.server, self.clock) = (server, clock)
  }

  func begin(_ activity: Activity, _ index: Int) {
    clock.begin(activity, index)
    failure.keep { () throws(MPIError) in while try server.poll() {} }
  }

  func finishGradients(of layer: Int) throws(MPIError) {
    try failure.check()
  }
}
