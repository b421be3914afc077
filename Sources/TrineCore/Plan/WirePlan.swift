// SPDX-License-Identifier: MIT

/// A wire slower than the one there is: what is sent takes at least as long as it would there.
public struct WirePlan: Hashable, Codable, Sendable {
  /// Seconds until the first byte of a message arrives.
  public var latency: Double
  /// Bytes a second.
  public var bandwidth: Double

  /// Makes a wire.
  public init(latency: Double, bandwidth: Double) {
    self.latency = latency
    self.bandwidth = bandwidth
  }
}
