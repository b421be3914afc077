// SPDX-License-Identifier: MIT

import TrineCore

/// A standstill of all ranks, in words.
struct Stall: Equatable {
  /// What stands still, and why as far as it can be told.
  let reason: String
  /// The rank to blame, when there is one.
  let rank: Int?
  /// Whether a rank had failed before: then that is the cause, and this but what followed.
  let isConsequence: Bool
  /// Whether ranks never started: what `mpirun` printed may say why.
  var isLaunch = false
}

extension Stall {
  /// Ranks wait for some that have finished.
  init(_ ranks: [RankActivity], afterTheEndOf isOver: (RankActivity) -> Bool) {
    let over = ranks.indices.filter { isOver(ranks[$0]) }
    let step = over.compactMap { ranks[$0].end?.step ?? ranks[$0].step }.max()
    let place = step.map { " at step \($0)" } ?? ""
    let who = "\(Self.names(over)) of \(ranks.count) \(over.count == 1 ? "has" : "have")"
    reason = "\(who) finished\(place), the others wait"
    rank = over.first
    isConsequence = ranks.contains { $0.end?.kind == .failed }
  }

  /// A rank has failed before training began, and the others wait for it.
  init(afterFailureOf ranks: [RankActivity]) {
    reason = Self.ends(ranks).joined(separator: "; ")
    rank = ranks.firstIndex(where: \.hasFailedEarly)
    isConsequence = true
  }

  /// All ranks have ended, and what started them stays.
  init(afterAllOf ranks: [RankActivity]) {
    reason = "all ranks have ended, but mpirun has not"
    rank = nil
    isConsequence = ranks.contains { $0.end?.kind == .failed }
  }

  /// No rank has got on for `quiet` seconds; one that was not heard for `silence` says nothing more.
  ///
  /// What became of it `isThere` tells by the number of its process.
  init(
    _ ranks: [RankActivity],
    quiet: Double,
    at now: Double,
    silence: Double,
    isThere: (Int32) -> Bool
  ) {
    let absent = ranks.indices.filter { !ranks[$0].hasStarted }
    let there = ranks.indices.filter { ranks[$0].end == nil && ranks[$0].hasStarted }
    let silent = there.filter { now - ranks[$0].heard >= silence }
    let heard = there.filter { !silent.contains($0) }
    let busy = heard.filter { !ranks[$0].isWaiting }
    let gone = silent.first { ranks[$0].process.map(isThere) == false }
    let culprit = absent.isEmpty ? gone ?? silent.first ?? busy.first : nil
    var parts: [String] = []
    if !absent.isEmpty { parts.append(Self.absence(of: absent, among: ranks.count)) }
    parts += Self.silences(of: silent, ranks, isThere)
    parts += busy.map { Self.work(of: $0, ranks, at: now) }
    parts += Self.waits(of: heard.filter { ranks[$0].isWaiting }, ranks)
    parts += Self.ends(ranks)
    let step = culprit.flatMap { ranks[$0].step } ?? ranks.compactMap(\.step).max()
    let place = step.map { " at step \($0)" } ?? ""
    reason = "stalled for \(quiet.fixed(0)) s\(place): " + parts.joined(separator: "; ")
    rank = culprit
    isConsequence = ranks.contains { $0.end?.kind == .failed }
    isLaunch = !absent.isEmpty
  }
}

// MARK: - Words

extension Stall {
  private static func absence(of absent: [Int], among count: Int) -> String {
    if absent.count == count, count > 1 { return "none of \(count) ranks has started" }
    return "\(names(absent)) of \(count) \(absent.count == 1 ? "has" : "have") not started"
  }

  /// Ranks that are gone, and ranks that are there and do nothing, with what they did last.
  private static func silences(
    of silent: [Int],
    _ ranks: [RankActivity],
    _ isThere: (Int32) -> Bool
  ) -> [String] {
    let gone = silent.filter { ranks[$0].process.map(isThere) == false }
    let there = silent.filter { !gone.contains($0) }
    return [(gone, "gone"), (there, "stopped or swapped out")].flatMap { silent, state in
      groups(of: silent, ranks).map { group in
        let whose = group.count == 1 ? "its process is" : "their processes are"
        let last = group.first.flatMap { ranks[$0].doing }.map { ", last in \($0)" } ?? ""
        return "\(names(group)) of \(ranks.count) said nothing more\(last) (\(whose) \(state))"
      }
    }
  }

  /// Ranks that do the same together, in the order of the first of each.
  private static func groups(of members: [Int], _ ranks: [RankActivity]) -> [[Int]] {
    var groups: [[Int]] = []
    for rank in members {
      let own = groups.firstIndex { $0.first.map { ranks[$0].doing } == ranks[rank].doing }
      if let own { groups[own].append(rank) } else { groups.append([rank]) }
    }
    return groups
  }

  private static func work(of rank: Int, _ ranks: [RankActivity], at now: Double) -> String {
    let seconds = (now - ranks[rank].idleSince).fixed(0)
    guard let doing = ranks[rank].doing else {
      return "rank \(rank) of \(ranks.count) does not say what it does"
    }
    return "rank \(rank) of \(ranks.count) has been in \(doing) for \(seconds) s"
  }

  /// Ranks that wait for the same thing in one breath.
  private static func waits(of waiting: [Int], _ ranks: [RankActivity]) -> [String] {
    groups(of: waiting, ranks).map { group in
      let doing = group.first.flatMap { ranks[$0].doing } ?? ""
      let who = group.count == ranks.count && group.count > 1 ? "all ranks" : names(group)
      let verb = group.count == 1 ? "waits" : "wait"
      let object = doing.split(separator: ": ", maxSplits: 1).dropFirst().first.map(String.init)
      guard let object else { return "\(who) \(verb)" }
      guard object.hasPrefix("wait ") else { return "\(who) \(verb): \(object)" }
      return "\(who) \(verb) \(object.dropFirst("wait ".count))"
    }
  }

  private static func ends(_ ranks: [RankActivity]) -> [String] {
    let finished = ranks.indices.filter { ranks[$0].hasFinished }
    let failed = ranks.indices.filter { ranks[$0].end?.kind == .failed }
    return [(finished, "finished"), (failed, "failed")].compactMap { group, how in
      group.isEmpty ? nil : "\(names(group)) \(group.count == 1 ? "has" : "have") \(how)"
    }
  }

  /// `rank 1`, `ranks 0 and 2`, `ranks 0, 2 and 3`; of many the first few.
  private static func names(_ ranks: [Int]) -> String {
    guard ranks.count > 1, let last = ranks.last else {
      return "rank \(ranks.first.map(String.init) ?? "?")"
    }
    if ranks.count > 8 {
      let shown = ranks.prefix(6).map(String.init).joined(separator: ", ")
      return "ranks \(shown) and \(ranks.count - 6) more"
    }
    return "ranks \(ranks.dropLast().map(String.init).joined(separator: ", ")) and \(last)"
  }
}
