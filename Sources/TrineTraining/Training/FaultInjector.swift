// SPDX-License-Identifier: MIT

import Glibc
import TrineCore

/// Makes go wrong on a rank what the plan wants to see.
final class FaultInjector {
  private let delay: FaultsPlan.Delay?
  private let killStep: Int?
  private var random: RandomStream

  /// Takes a plan's faults of one rank.
  ///
  /// A run that goes on after its end is killed no second time: recovery is what is studied then.
  init(_ plan: FaultsPlan?, rank: Int, seed: Int, isResumed: Bool) {
    delay = plan?.delay.flatMap { $0.rank == rank ? $0 : nil }
    killStep = isResumed ? nil : plan?.kill.flatMap { $0.rank == rank ? $0.step : nil }
    random = RandomStream(seed: seed, for: .delays)
  }

  /// Strikes before a step, counted from 1, if it is due.
  /// - Parameters:
  ///   - step: The step, among those of all ranks.
  ///   - own: The same among this rank's own, where each takes its own steps.
  ///   - clock: Counts a delay.
  func strike(step: Int, own: Int? = nil, _ clock: PhaseClock) {
    let seconds = due(step: step, own: own)
    guard seconds > 0 else { return }
    clock.pausing {
      clock.begin(.delay)
      Self.sleep(seconds)
    }
  }

  /// How many seconds a step, counted from 1, is to take longer, where the rank is to live.
  func due(step: Int, own: Int? = nil) -> Double {
    if let killStep, step >= killStep { kill(getpid(), SIGKILL) }
    return delay.map { seconds($0, step: own ?? step) } ?? 0
  }

  private func seconds(_ delay: FaultsPlan.Delay, step: Int) -> Double {
    let seconds = delay.milliseconds / 1000
    switch delay.distribution {
    case .constant: return seconds
    case .exponential: return -seconds * log(1 - Double(random.uniform()))
    case .periodic: return step.isMultiple(of: delay.every) ? seconds : 0
    }
  }

  private static func sleep(_ seconds: Double) {
    var rest = timespec(
      tv_sec: Int(seconds),
      tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9)
    )
    // A signal that a handler takes ends the sleep early.
    while unsafe withUnsafeMutablePointer(to: &rest, { unsafe nanosleep($0, $0) }) != 0 {}
  }
}
