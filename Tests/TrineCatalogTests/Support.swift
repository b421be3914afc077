// SPDX-License-Identifier: MIT

import Foundation
import GRDB
import Testing
import TrineCatalog
import TrineCore

/// A folder of a test's own, gone with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/trine-catalog-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var catalog: String { "\(path)/.trine/catalog.sqlite" }
}

/// A moment some minutes after 2026-11-23T06:00:00Z.
func minute(_ minutes: Double) -> Date {
  Date(timeIntervalSince1970: 1_795_413_600 + minutes * 60)
}

func sampleRun(
  _ experiment: String,
  _ number: Int,
  status: RunStatus = .finished,
  at minutes: Double? = nil,
  metrics: [String: MetricSummary] = [:]
) -> Run {
  let created = minute(minutes ?? Double(number))
  return Run(
    id: RunID(experiment: experiment, number: number),
    uid: ULID(at: created).description,
    status: status,
    reason: status == .failed ? "rank 1 of 2 exited with code 3" : nil,
    created: created,
    started: created.addingTimeInterval(0.25),
    ended: status.isFinal ? created.addingTimeInterval(61.125) : nil,
    paused: status.isFinal ? 7.5 : 0,
    host: "node07",
    ranks: 2,
    seed: number,
    config: .object([
      "name": .string(experiment),
      "question": .string("同期は非同期に勝つか \"quoted\"\n?"),
      "papers": .array([.string("chen2016revisiting"), .string("dean2012large")]),
      "train": .object(["batch": .integer(128), "learningRate": .number(0.05)]),
    ]),
    metrics: metrics,
    tags: ["staleness", "日本語"],
    folder: Workspace.folder(RunID(experiment: experiment, number: number))
  )
}

/// A run of the experiment that most tests speak of.
func sampleRun(
  _ number: Int,
  status: RunStatus = .finished,
  metrics: [String: MetricSummary] = [:]
) -> Run {
  sampleRun("sync-vs-async", number, status: status, metrics: metrics)
}

func samplePaper(_ key: String, file: String? = nil, problem: String? = nil) throws -> PaperEntry {
  let citekey = try #require(CitationKey(key))
  return PaperEntry(
    note: PaperNote(
      citekey: citekey,
      title: "Revisiting \"Distributed\" Synchronous SGD",
      authors: ["Chen, Jianmin", "Pan, Xinghao"],
      year: 2016,
      venue: "arXiv",
      arxiv: "1604.00981",
      tags: ["sync"],
      status: .read,
      added: Day("2026-11-23"),
      read: Day("2026-11-24"),
      lines: ["一行目", "two | three", "three\\"],
      criticises: "staleness",
      contributes: "backup workers"
    ),
    file: file ?? Workspace.note(citekey),
    problem: problem
  )
}

/// A paper's page with nothing in it but what its note says.
func page(_ entry: PaperEntry, size: Int = 120) -> Page {
  Page(
    stamp: PageStamp(file: entry.file, size: size, modified: 1_795_413_600_123_456_789),
    kind: .paper,
    name: entry.note.citekey.description,
    title: entry.note.title,
    tags: entry.note.tags,
    problem: entry.problem,
    paper: entry.note,
    words: PageWords(title: entry.note.title.lowercased(), facts: "", body: "")
  )
}

/// Opens the file with nothing of Trine between, to look at what is really in it.
func rawDatabase(_ path: String) throws -> DatabaseQueue {
  try DatabaseQueue(path: path)
}
