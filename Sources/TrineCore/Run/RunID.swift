// SPDX-License-Identifier: MIT

/// The name of a run in its workspace: `<experiment>-<n>`, such as `sync-vs-async-3`.
public struct RunID: Hashable, Sendable, CustomStringConvertible {
  /// The experiment's name.
  public let experiment: String
  /// 1 for the experiment's first run.
  public let number: Int

  /// The `number`th run of an experiment.
  public init(experiment: String, number: Int) {
    self.experiment = experiment
    self.number = number
  }

  /// Reads `<experiment>-<n>`; `nil` without a number at the end.
  public init?(_ text: String) {
    guard let dash = text.lastIndex(of: "-"), dash > text.startIndex else { return nil }
    let digits = text[text.index(after: dash)...]
    guard let number = Int(digits), number > 0, String(number) == digits else { return nil }
    self.init(experiment: String(text[..<dash]), number: number)
  }

  /// `<experiment>-<n>`.
  public var description: String { "\(experiment)-\(number)" }
}
