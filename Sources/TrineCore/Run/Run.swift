// SPDX-License-Identifier: MIT

public import FoundationEssentials

/// One execution of one resolved config, as lists and reports know it.
public struct Run: Hashable, Sendable {
  /// The name in this workspace.
  public var id: RunID
  /// The id that stays unique when catalogs meet.
  public var uid: String
  /// Where it stands.
  public var status: RunStatus
  /// Why it stands there, in words: an exit code, a signal and a rank.
  public var reason: String?
  /// When its folder was made.
  public var created: Date
  /// When its launcher was started.
  public var started: Date?
  /// When it ended, however it did.
  public var ended: Date?
  /// Seconds between an end and the start that resumed it, when it was not at work.
  public var paused: Double
  /// The machine it was launched from.
  public var host: String
  /// The MPI world size.
  public var ranks: Int
  /// The seed of every random draw.
  public var seed: Int
  /// The resolved plan, nested as in the YAML.
  public var config: JSONValue
  /// What became of each metric.
  public var metrics: [String: MetricSummary]
  /// Free tags.
  public var tags: [String]
  /// The folder, relative to the workspace.
  public var folder: String

  /// Makes a run's record.
  public init(
    id: RunID,
    uid: String,
    status: RunStatus,
    reason: String? = nil,
    created: Date,
    started: Date? = nil,
    ended: Date? = nil,
    paused: Double = 0,
    host: String,
    ranks: Int,
    seed: Int,
    config: JSONValue,
    metrics: [String: MetricSummary] = [:],
    tags: [String] = [],
    folder: String
  ) {
    self.id = id
    self.uid = uid
    self.status = status
    self.reason = reason
    self.created = created
    self.started = started
    self.ended = ended
    self.paused = paused
    self.host = host
    self.ranks = ranks
    self.seed = seed
    self.config = config
    self.metrics = metrics
    self.tags = tags
    self.folder = folder
  }

  /// Wall seconds it was at work; `nil` while it runs or if it never started.
  public var duration: Double? {
    guard let started, let ended else { return nil }
    return max(0, ended.timeIntervalSince(started) - paused)
  }

  /// The question of its experiment.
  public var question: String? { config["question"]?.string }

  /// The papers its experiment names.
  public var papers: [CitationKey] {
    (config["papers"]?.array ?? []).compactMap { $0.string.flatMap(CitationKey.init) }
  }

  /// The papers of the claims it tests.
  public var claimedPapers: [CitationKey] {
    (config["claims"]?.array ?? []).compactMap { claim in
      claim["claim"]?.string.flatMap { ClaimReference($0) }?.paper
    }
  }
}

// MARK: - JSON

extension Run: Encodable {
  private enum Key: String, CodingKey {
    case id, uid, experiment, status, reason, created, started, ended, host, ranks, seed, config
    case metrics, tags, folder
  }

  /// The object of `trine show --format json`; its keys are only ever added to.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(id.description, forKey: .id)
    try object.encode(uid, forKey: .uid)
    try object.encode(id.experiment, forKey: .experiment)
    try object.encode(status, forKey: .status)
    try object.encode(reason, forKey: .reason)
    try object.encode(Timestamp.text(created), forKey: .created)
    try object.encode(started.map(Timestamp.text), forKey: .started)
    try object.encode(ended.map(Timestamp.text), forKey: .ended)
    try object.encode(host, forKey: .host)
    try object.encode(ranks, forKey: .ranks)
    try object.encode(seed, forKey: .seed)
    try object.encode(config, forKey: .config)
    try object.encode(metrics, forKey: .metrics)
    try object.encode(tags, forKey: .tags)
    try object.encode(folder, forKey: .folder)
  }
}
