// SPDX-License-Identifier: MIT

import Glibc
import TrineCore
import TrineMPI

/// Makes go wrong on a rank what the plan wants to see.
final class FaultInjector {
  private let delay: FaultsPlan.Delay?
  private let killStep: Int?
  private let rank: Int
  private let seed: Int
  private let pulse: Pulse
  private let events: EventLog

  /// Takes a plan's faults of one rank.
  ///
  /// A run that goes on after its end is killed no second time: recovery is what is studied then.
  init(_ plan: RunPlan, rank: Int, isResumed: Bool, pulse: Pulse, events: EventLog) {
    let faults = plan.faults
    delay = faults?.delay.flatMap { $0.rank == rank ? $0 : nil }
    killStep = isResumed ? nil : faults?.kill.flatMap { $0.rank == rank ? $0.step : nil }
    (self.rank, seed, self.pulse, self.events) = (rank, plan.seed, pulse, events)
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
      pulse.wait(until: MonotonicClock.seconds + seconds)
    }
  }

  /// How many seconds a step, counted from 1, is to take longer, where the rank is to live.
  func due(step: Int, own: Int? = nil) -> Double {
    if let killStep, step >= killStep { die(before: killStep) }
    return delay.map { seconds($0, step: step, own: own ?? step) } ?? 0
  }

  /// Kills this process as a person would, but leaves word of it, so that nobody looks for a cause.
  private func die(before step: Int) {
    let words = "killed by the experiment's own 'faults.kill' before step \(step)"
    try? events.append(.failed, step: step - 1, rank: rank, message: words)
    kill(getpid(), SIGKILL)
  }

  /// A draw belongs to its step, so that a run that is resumed has the delays of one that is not.
  private func seconds(_ delay: FaultsPlan.Delay, step: Int, own: Int) -> Double {
    let seconds = delay.milliseconds / 1000
    switch delay.distribution {
    case .constant: return seconds
    case .exponential:
      var random = RandomStream(seed: seed, for: .delay(step: step))
      return -seconds * log(1 - Double(random.uniform()))
    case .periodic: return own.isMultiple(of: delay.every) ? seconds : 0
    }
  }
}
