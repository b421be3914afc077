// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineReport

/// A week of a made-up workspace, in which everything happens that a report speaks of.
enum SampleWeek {
  static let week = Week(containing: day("2026-11-23"))

  static func settings(_ language: Language = .en) -> WorkspaceSettings {
    WorkspaceSettings(
      name: language == .ja ? "分散学習 lab_1" : "Training lab_1",
      language: language,
      timeZone: TimeZone(secondsFromGMT: 9 * 3600) ?? .current
    )
  }

  static let experimentFiles: Set<String> = ["sync-vs-async", "mnist|wide", "比較"]

  static func report(_ language: Language = .en, runs: [Run] = runs) -> WeeklyReport {
    WeeklyReport(
      week: week,
      workspace: settings(language),
      runs: runs,
      papers: papers,
      experimentFiles: experimentFiles,
      experimentsByPaper: [key("chen2016revisiting"): ["older-experiment"]],
      claims: claims
    )
  }
}

// MARK: - Claims

extension SampleWeek {
  static var claims: [WeekClaim] {
    let statement = "Synchronous | SGD *wins*."
    return [WeekClaim(experiment: "sync-vs-async", statement: statement, finding: claimFinding())]
  }
}

// MARK: - Runs

extension SampleWeek {
  static let runs: [Run] =
    [
      run("sync-vs-async", 1, day: 23, seed: 1, mode: "sync", accuracy: 0.8812),
      run("sync-vs-async", 2, day: 23, seed: 2, mode: "sync", accuracy: 0.8791),
      run("sync-vs-async", 3, day: 24, seed: 3, mode: "sync", accuracy: 0.8833),
      run("sync-vs-async", 4, day: 24, seed: 1, mode: "async", accuracy: 0.8702),
      run("sync-vs-async", 5, day: 24, seed: 2, mode: "async", status: .failed)
        .because("rank 1 of 2 exited with code 3: out | of `memory`\n<b>now</b>"),
      // The same seed again: only the newer one counts.
      run("sync-vs-async", 6, day: 25, seed: 1, mode: "async", accuracy: 0.8711),
      run("sync-vs-async", 7, day: 25, seed: 2, mode: "async", accuracy: 0.8695),
      run("mnist|wide", 1, day: 26, seed: 1, mode: "sync", accuracy: .nan),
      run("比較", 1, day: 26, seed: 1, mode: "sync", status: .running),
      run("比較", 2, day: 27, seed: 1, mode: "sync", status: .killed).because("interrupted"),
      run("old_one", 9, day: 28, seed: 4, mode: "sync", status: .lost),
      // Sunday before and Monday after, by the clock of the workspace.
      run("sync-vs-async", 90, day: 22, seed: 1, mode: "sync", accuracy: 0.1),
      run("sync-vs-async", 91, day: 30, seed: 1, mode: "sync", accuracy: 0.2),
    ]

  /// A run made at nine in the morning of a day of November 2026 in Japan.
  static func run(
    _ experiment: String,
    _ number: Int,
    day: Int,
    seed: Int,
    mode: String,
    status: RunStatus = .finished,
    accuracy: Double? = nil
  ) -> Run {
    let midnight = Timestamp.date("2026-11-\(day)T00:00:00.000Z") ?? .distantPast
    let created = midnight.addingTimeInterval(Double(number))
    var metrics: [String: MetricSummary] = [:]
    if let accuracy {
      metrics["test/accuracy"] = MetricSummary(first: accuracy, step: 4000)
      metrics["train/loss"] = MetricSummary(first: 1 - accuracy, step: 4000)
      var throughput = MetricSummary(first: 20_000 + Double(100 * number), step: 100)
      throughput.append(22_000, step: 4000, name: "throughput")
      metrics["throughput"] = throughput
      metrics["time/compute"] = MetricSummary(first: 12.5, step: 4000)
    }
    return Run(
      id: RunID(experiment: experiment, number: number),
      uid: "01K\(number)ABCDEFGHJKMNPQRSTVWX",
      status: status,
      created: created,
      started: created.addingTimeInterval(0.5),
      ended: status.isFinal ? created.addingTimeInterval(360.5) : nil,
      host: "node07",
      ranks: 2,
      seed: seed,
      config: config(experiment, seed: seed, mode: mode),
      metrics: metrics,
      tags: ["staleness"],
      folder: Workspace.folder(RunID(experiment: experiment, number: number))
    )
  }

  private static func config(_ experiment: String, seed: Int, mode: String) -> JSONValue {
    .object([
      "name": .string(experiment),
      "question": .string("Does *\(experiment)* win at equal epochs? [yes] | $no$ @all"),
      "papers": .array([.string("chen2016revisiting"), .string("dean2012large")]),
      "mode": .string(mode),
      "ranks": .integer(2),
      "seed": .integer(seed),
      "model": .object(["layers": .array([.integer(784), .integer(10)])]),
      "train": .object(["learningRate": .object(["base": .number(0.05)])]),
    ])
  }
}

extension Run {
  func because(_ reason: String) -> Run {
    var run = self
    run.reason = reason
    return run
  }
}

// MARK: - Papers

extension SampleWeek {
  static let papers: [PaperEntry] = [
    paper(
      "chen2016revisiting",
      "Revisiting Distributed Synchronous SGD",
      .read,
      read: "2026-11-23"
    ),
    paper("jia2018way", "非同期の*星*と_線_", .read, read: "2026-11-29", file: "道 (1)"),
    paper("you2017imagenet", "ImageNet Training in Minutes", .read, read: "2026-11-22"),
    paper("zhang2016staleness", "Staleness-aware Async-SGD", .reading, added: "2026-11-20"),
    paper("ho2013more", "More Effective Distributed ML", .toRead, added: "2026-11-19"),
    PaperEntry(
      note: PaperNote(citekey: key("broken2020note"), title: "A Broken | Note"),
      file: "notes/papers/broken2020note.md",
      problem: "4 lines under 'In three lines'; there must be 3"
    ),
  ]

  static func key(_ text: String) -> CitationKey {
    guard let key = CitationKey(text) else { preconditionFailure("\(text) is no citation key") }
    return key
  }

  private static func paper(
    _ name: String,
    _ title: String,
    _ status: ReadingStatus,
    added: String? = nil,
    read: String? = nil,
    file: String? = nil
  ) -> PaperEntry {
    let note = PaperNote(
      citekey: key(name),
      title: title,
      authors: ["Chen, Jianmin", "Pan, Xinghao", "Monga, Rajat"],
      year: 2016,
      venue: "arXiv",
      status: status,
      added: added.map(day),
      read: read.map(day),
      lines: [
        "1. Stragglers | slow `all_reduce` [@down]", "- 三行目 <!-- yours: x -->", "#3 O(n^2) & $x$",
      ]
    )
    return PaperEntry(note: note, file: "\(Workspace.papers)/\(file ?? name).md")
  }
}

func day(_ text: String) -> Day {
  guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
  return day
}

/// The text between two markers.
func owned(_ name: String, in page: String) -> String? {
  guard let start = page.range(of: "<!-- yours: \(name) -->"),
    let end = page.range(of: "<!-- /yours: \(name) -->")
  else { return nil }
  return String(page[start.upperBound..<end.lowerBound])
}

/// The page with other text between two markers.
func writing(_ text: String, in name: String, of page: String) -> String {
  let opening = "<!-- yours: \(name) -->"
  let closing = "<!-- /yours: \(name) -->"
  return page.replacingOccurrences(of: "\(opening)\n\n\(closing)", with: opening + text + closing)
}
