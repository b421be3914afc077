// SPDX-License-Identifier: MIT

/// An experiment's config, resolved and checked: all that the ranks of one run need to know.
///
/// Its JSON has the keys and the nesting of the YAML, so that `plan.json` reads like the experiment.
public struct RunPlan: Hashable, Codable, Sendable {
  /// How the ranks work together.
  public enum Mode: String, Codable, Sendable, CaseIterable {
    /// Every rank averages gradients each step.
    case sync
  }

  /// The experiment's name.
  public var name: String
  /// What the experiment asks.
  public var question: String?
  /// The papers it rests on.
  public var papers: [CitationKey]
  /// Free tags.
  public var tags: [String]
  /// How the ranks work together.
  public var mode: Mode
  /// The MPI world size.
  public var ranks: Int
  /// BLAS threads a rank.
  public var threads: Int
  /// The seed of every random draw: initial parameters, shuffles, splits, synthetic data.
  public var seed: Int
  /// What it learns from.
  public var data: DataPlan
  /// What it trains.
  public var model: ModelPlan
  /// How it trains.
  public var train: TrainPlan
  /// How its ranks are started.
  public var launcher: LauncherPlan

  /// Makes a plan; everything but name, data and model has the default of the YAML.
  public init(
    name: String,
    question: String? = nil,
    papers: [CitationKey] = [],
    tags: [String] = [],
    mode: Mode = .sync,
    ranks: Int = 1,
    threads: Int = 1,
    seed: Int = 1,
    data: DataPlan,
    model: ModelPlan,
    train: TrainPlan = TrainPlan(),
    launcher: LauncherPlan = LauncherPlan()
  ) {
    self.name = name
    self.question = question
    self.papers = papers
    self.tags = tags
    self.mode = mode
    self.ranks = ranks
    self.threads = threads
    self.seed = seed
    self.data = data
    self.model = model
    self.train = train
    self.launcher = launcher
  }
}

/// How the ranks of a run are started.
public struct LauncherPlan: Hashable, Codable, Sendable {
  /// The kinds of launcher.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// `mpirun` on this machine.
    case local
  }

  /// The kind of launcher.
  public var kind: Kind

  /// `mpirun` on this machine unless told otherwise.
  public init(kind: Kind = .local) {
    self.kind = kind
  }
}
