// SPDX-License-Identifier: MIT

/// An experiment's config, resolved and checked: all that the ranks of one run need to know.
///
/// Its JSON has the keys and the nesting of the YAML, so that `plan.json` reads like the experiment.
public struct RunPlan: Hashable, Codable, Sendable {
  /// How the ranks work together.
  public enum Mode: String, Codable, Sendable, CaseIterable {
    /// Every rank averages gradients each step, or parameters every few.
    case sync
    /// Workers push gradients to parameter servers and do not wait for each other.
    case async
    /// Each rank has a part of every layer.
    case tensor
    /// Each rank has some of the layers.
    case pipeline
  }

  /// What is promised about the last bits of results.
  public enum Determinism: String, Codable, Sendable, CaseIterable {
    /// The same plan gives the same bits, where the mode has an order at all.
    case plan
    /// The same bits at 1, 2, 4 and 8 ranks as well, at the price of speed.
    case strict
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
  /// BLAS threads a rank; `nil` shares the cores of a node among its ranks.
  public var threads: Int?
  /// The seed of every random draw: initial parameters, shuffles, splits, synthetic data.
  public var seed: Int
  /// What is promised about the last bits of results.
  public var deterministic: Determinism
  /// How the ranks of model-parallel training are arranged; `nil` is one replica of all ranks.
  public var grid: GridPlan?
  /// What it learns from.
  public var data: DataPlan
  /// What it trains.
  public var model: ModelPlan
  /// How it trains.
  public var train: TrainPlan
  /// How ranks work in step; set in mode `sync` alone.
  public var sync: SyncPlan?
  /// How workers and servers work together; set in mode `async` alone.
  public var async: AsyncPlan?
  /// How layers are split; set in mode `tensor` alone.
  public var tensor: TensorPlan?
  /// How layers are cut into stages; set in mode `pipeline` alone.
  public var pipeline: PipelinePlan?
  /// A simulated wire between the ranks.
  public var wire: WirePlan?
  /// What is made to go wrong.
  public var faults: FaultsPlan?
  /// Steps of which every rank keeps a timeline for `trine trace`.
  public var traceSteps: Int
  /// Seconds without progress after which the run is ended.
  public var stallAfter: Double
  /// How its ranks are started.
  public var launcher: LauncherPlan
  /// What the experiment says about claims of papers; `nil` without any, so that the JSON of such a
  /// plan is what it was before there were claims.
  public var claims: [ClaimTest]?

  /// Makes a plan; everything but name, data and model has the default of the YAML.
  public init(
    name: String,
    question: String? = nil,
    papers: [CitationKey] = [],
    tags: [String] = [],
    mode: Mode = .sync,
    ranks: Int = 1,
    threads: Int? = nil,
    seed: Int = 1,
    deterministic: Determinism = .plan,
    grid: GridPlan? = nil,
    data: DataPlan,
    model: ModelPlan,
    train: TrainPlan = TrainPlan(),
    sync: SyncPlan? = nil,
    async: AsyncPlan? = nil,
    tensor: TensorPlan? = nil,
    pipeline: PipelinePlan? = nil,
    wire: WirePlan? = nil,
    faults: FaultsPlan? = nil,
    traceSteps: Int = 20,
    stallAfter: Double = 30,
    launcher: LauncherPlan = LauncherPlan(),
    claims: [ClaimTest]? = nil
  ) {
    self.name = name
    self.question = question
    self.papers = papers
    self.tags = tags
    self.mode = mode
    self.ranks = ranks
    self.threads = threads
    self.seed = seed
    self.deterministic = deterministic
    self.grid = grid
    self.data = data
    self.model = model
    self.train = train
    self.sync = sync ?? (mode == .sync ? SyncPlan() : nil)
    self.async = async ?? (mode == .async ? AsyncPlan() : nil)
    self.tensor = tensor ?? (mode == .tensor ? TensorPlan() : nil)
    self.pipeline = pipeline ?? (mode == .pipeline ? PipelinePlan() : nil)
    self.wire = wire
    self.faults = faults
    self.traceSteps = traceSteps
    self.stallAfter = stallAfter
    self.launcher = launcher
    self.claims = claims
  }
}
