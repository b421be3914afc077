// SPDX-License-Identifier: MIT

import TrineCore

/// The runs of an experiment that a selection picks, sorted out.
struct PickedRuns {
  private let selection: ConfigSelection
  private let metric: String
  /// Those that match and have not finished, but for diverged ones of the present configurations.
  private let unfinished: [Run]
  /// Runs of the present configurations that have finished or diverged, the first made first.
  private let current: [ClaimRuns.Ended]
  /// Finished runs of others.
  private let outdated: [ClaimRuns.Ended]
  /// The experiment's present configurations that match, and all of them.
  private let matching: Set<RunConfiguration>
  private let present: Set<RunConfiguration>

  init(_ selection: ConfigSelection, metric: String, from runs: ClaimRuns) {
    let matching = Set(
      runs.present.filter { selection.matches($0.config) }.map(\.configuration)
    )
    let ended = runs.ended.filter { selection.matches($0.run.config) }
    let finished = ended.filter { $0.run.status == .finished }
    let counting = ended.filter { ended in
      matching.contains(ended.configuration)
        && (ended.run.status == .finished || ended.run.hasDiverged(by: metric))
    }
    let known = Set((finished + counting).map(\.run.id))
    self.selection = selection
    self.metric = metric
    self.matching = matching
    present = Set(runs.present.map(\.configuration))
    unfinished =
      ended.map(\.run).filter { !known.contains($0.id) }
      + runs.unended.filter { selection.matches($0.config) }
    current = counting
    outdated = finished.filter { !matching.contains($0.configuration) }
  }

  /// The metrics that finished runs have, of whatever config.
  var metrics: Set<String> {
    Set((current + outdated).filter { $0.run.status == .finished }.flatMap(\.run.metrics.keys))
  }

  /// What gives the same result, run once or twice.
  private struct Repeatable: Hashable {
    let configuration: RunConfiguration
    let seed: Int
  }

  /// The runs that count, in order of their seeds.
  ///
  /// The same seed gives the same result, so that counting it twice would feign precision.
  var counted: [Run] {
    let newest = measured.reduce(into: [Repeatable: Run]()) { found, ended in
      let key = Repeatable(configuration: ended.configuration, seed: ended.run.seed)
      found[key] = ended.run
    }
    return newest.values.sorted { ($0.seed, $0.id.number) < ($1.seed, $1.id.number) }
  }

  /// A run that diverged says something of the metric even where it never measured it.
  private var measured: [ClaimRuns.Ended] {
    current.filter { $0.run.status != .finished || $0.run.metrics[metric] != nil }
  }
}

// MARK: - What keeps them from deciding

extension PickedRuns {
  /// Why these runs cannot decide; `nil` when they may.
  var obstacle: Verdict? {
    if current.isEmpty {
      return outdated.isEmpty
        ? Verdict(.untested, "there is no finished run\(which)") : Verdict(.outOfDate, outOfDate)
    }
    if matching.count > 1 { return Verdict(.inconclusive, mixed) }
    if measured.isEmpty { return Verdict(.untested, noMetric) }
    return nil
  }

  private var outOfDate: String {
    let now =
      matching.isEmpty
      ? "the experiment has no \(selection) any more"
      : "all finished runs\(which) are of an earlier config"
    return now + change
  }

  /// ` with mode=sync`; nothing where all runs are meant.
  private var which: String { selection.values.isEmpty ? "" : " with \(selection)" }

  /// In what the newest run of another config differs from the present one.
  private var change: String {
    let candidates = matching.isEmpty ? present : matching
    guard let last = outdated.last, let now = last.configuration.nearest(among: candidates) else {
      return ""
    }
    let keys = RunConfiguration.differingKeys([last.configuration, now]).map { key in
      "\(key) is \(last.configuration.text(key)) in \(last.run.id), \(now.text(key)) now"
    }
    return "; " + Self.few(keys)
  }

  private var mixed: String {
    let keys = RunConfiguration.differingKeys(matching).map { key in
      // Shorter first: 64 before 128.
      let values = Set(matching.map { $0.text(key) }).sorted { ($0.count, $0) < ($1.count, $1) }
      return "\(key) (\(values.joined(separator: ", ")))"
    }
    let subject = selection.values.isEmpty ? "the experiment" : "\(selection)"
    return "\(subject) stands for \(matching.count.counted("configuration")), which differ in "
      + "\(Self.few(keys)); 'where' must say which is meant"
  }

  private var noMetric: String {
    let known = Set(current.flatMap(\.run.metrics.keys)).sorted()
    let hint = nearestName(to: metric, among: known).map { "; did you mean '\($0)'?" } ?? ""
    return "no run\(which) has the metric '\(metric)'\(hint)"
  }

  private static func few(_ texts: [String]) -> String {
    texts.prefix(3).joined(separator: ", ")
      + (texts.count > 3 ? " and \((texts.count - 3).counted("other key"))" : "")
  }
}

// MARK: - What does not count

extension PickedRuns {
  /// What is to be said about runs that do not count.
  var remarks: [String] {
    var remarks = RunStatus.allCases.compactMap { status -> String? in
      let count = unfinished.count { $0.status == status }
      return count == 0 ? nil : sentence(count, status.rawValue)
    }
    if !outdated.isEmpty, !current.isEmpty {
      remarks.append(sentence(outdated.count, "earlier") + change)
    }
    let unmeasured = current.count - measured.count
    if unmeasured > 0, !measured.isEmpty {
      remarks.append(sentence(unmeasured, "finished", "without \(metric)"))
    }
    let repeated = measured.count - counted.count
    if repeated > 0 {
      remarks.append(sentence(repeated, "older", "with the seed of a newer one"))
    }
    return remarks
  }

  /// `2 failed runs with mode=sync do not count`; what more is to be said of them before the selection.
  private func sentence(_ count: Int, _ kind: String, _ detail: String? = nil) -> String {
    let runs = count.counted("\(kind) run") + (detail.map { " \($0)" } ?? "")
    let scope = detail != nil && !which.isEmpty ? ", of those\(which)," : which
    return "\(runs)\(scope) \(count == 1 ? "does" : "do") not count"
  }
}
