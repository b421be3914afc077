// SPDX-License-Identifier: MIT

import Glibc
import Synchronization
import TrineCore

/// What a rank is doing, for a thread that says it once a second.
///
/// The rank's own thread writes and the other one reads; each value is right on its own, which is all
/// that a sign of life needs.
public final class Pulse: Sendable {
  private let step = Atomic<Int>(0)
  private let epochBits = Atomic<UInt64>(0)
  private let activity = Atomic<Int>(0)
  private let progress = Atomic<Int>(0)
  private let lossBits = Atomic<UInt64>(0)
  private let rows = Atomic<Int>(0)
  private let samples = Atomic<Int>(0)
  private let isTraining = Atomic<Bool>(false)

  /// Has done nothing yet.
  public init() {}

  /// Notes that something has been done; loops that may take long call it.
  public func beat() {
    progress.add(1, ordering: .relaxed)
  }

  /// Notes what is being done from now on.
  func begin(_ activity: Activity, _ index: Int) {
    self.activity.store(activity.rawValue << 32 | index, ordering: .relaxed)
    beat()
  }

  /// Notes how far training has got.
  func reach(step: Int, epoch: Double) {
    self.step.store(step, ordering: .relaxed)
    epochBits.store(epoch.bitPattern, ordering: .relaxed)
    beat()
  }

  /// Notes that the ranks have come together and training begins.
  func beginTraining() { isTraining.store(true, ordering: .relaxed) }

  /// How many steps have been taken; `nil` before training has begun.
  var trainedSteps: Int? { isTraining.load(ordering: .relaxed) ? reading.step : nil }

  /// Notes what a step has brought.
  /// - Parameters:
  ///   - loss: The summed loss of this rank's rows.
  ///   - rows: How many rows this rank had.
  ///   - samples: How many all ranks had together.
  func add(loss: Double, rows: Int, samples: Int) {
    let sum = Double(bitPattern: lossBits.load(ordering: .relaxed)) + loss
    lossBits.store(sum.bitPattern, ordering: .relaxed)
    self.rows.add(rows, ordering: .relaxed)
    self.samples.add(samples, ordering: .relaxed)
  }

  /// All of it at one moment.
  var reading: Reading {
    let code = activity.load(ordering: .relaxed)
    return Reading(
      step: step.load(ordering: .relaxed),
      epoch: Double(bitPattern: epochBits.load(ordering: .relaxed)),
      activity: Activity(rawValue: code >> 32) ?? .starting,
      index: code & 0xFFFF_FFFF,
      progress: progress.load(ordering: .relaxed),
      loss: Double(bitPattern: lossBits.load(ordering: .relaxed)),
      rows: rows.load(ordering: .relaxed),
      samples: samples.load(ordering: .relaxed)
    )
  }

  /// What a rank was doing at one moment; loss, rows and samples are sums since the start.
  struct Reading {
    var step = 0
    var epoch = 0.0
    var activity = Activity.starting
    var index = 0
    var progress = 0
    var loss = 0.0
    var rows = 0
    var samples = 0

    /// `compute: forward of layer 2`.
    var words: String { "\(activity.phase): \(activity.name(index))" }
  }
}
