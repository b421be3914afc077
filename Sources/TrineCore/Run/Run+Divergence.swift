// SPDX-License-Identifier: MIT

extension TrainingEvent {
  /// How the message of a rank begins whose loss or metric is no finite number any more, and so what
  /// the run's reason contains.
  public static let divergence = "training diverged: "
}

extension Run {
  /// Whether the run ended before its time because its training came to nothing, rather than by a
  /// person or a machine: by its own word, or because what it measured last is no finite number.
  /// - Parameter metric: The metric that is asked for, beside the losses.
  /// - Returns: `false` for a run that has finished or goes on.
  public func hasDiverged(by metric: String) -> Bool {
    guard status.isFinal, status != .finished else { return false }
    return reason?.contains(TrainingEvent.divergence) == true
      || metrics.contains { name, summary in
        !summary.last.isFinite && (name == metric || name.split(separator: "/").last == "loss")
      }
  }
}
