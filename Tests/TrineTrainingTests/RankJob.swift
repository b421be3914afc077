// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

/// All suites that start ranks, one after the other: ranks that share cores slow each other down.
@Suite(.serialized)
struct RankSuites {}

/// A program that was run to its end.
struct Finished {
  let exitCode: Int32
  let output: String
  let errors: String
}

/// The programs under test, beside the one that runs the tests.
enum Program {
  static let folder: String = {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: own ?? ".").deletingLastPathComponent().path
  }()
  static let worker = "\(folder)/trine-worker"
  static let collectives = "\(folder)/trine-mpi-check"

  /// Runs a program with some input.
  static func run(_ path: String, _ arguments: [String], input: String = "") throws -> Finished {
    let process = try Running(path, arguments, input: input)
    return try process.wait()
  }

  /// The words of `mpirun` before the program's own.
  static func mpirun(ranks: Int) -> [String] {
    ["mpirun", "-n", "\(ranks)", "--oversubscribe", "--bind-to", "none"]
      + ["--mca", "mpi_yield_when_idle", "1"]
  }
}

/// A program that runs.
final class Running {
  let process = Process()
  private let output: TemporaryFolder

  init(
    _ path: String,
    _ arguments: [String],
    input: String = "",
    environment: [String: String] = [:]
  ) throws {
    // Files, since a pipe that nobody reads stops its writer.
    output = try TemporaryFolder()
    try Data(input.utf8).write(to: output.url("in"))
    for name in ["out", "err"] { try Data().write(to: output.url(name)) }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let own = ["OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "OPENBLAS_NUM_THREADS"]
    process.environment = ProcessInfo.processInfo.environment
      .merging(own.map { ($0, "1") }) { $1 }
      .merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: output.url("in"))
    process.standardOutput = try FileHandle(forWritingTo: output.url("out"))
    process.standardError = try FileHandle(forWritingTo: output.url("err"))
    try process.run()
  }

  /// Ends it the hard way: a child inherits which signals the threads of a test block.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
  }

  /// Waits for its end; when the test's time is up it is ended.
  func wait() throws -> Finished {
    while process.isRunning {
      guard !Task.isCancelled else {
        kill()
        throw CancellationError()
      }
      usleep(2000)
    }
    return Finished(
      exitCode: process.terminationStatus,
      output: try String(contentsOf: output.url("out"), encoding: .utf8),
      errors: try String(contentsOf: output.url("err"), encoding: .utf8)
    )
  }
}

/// A folder that is gone when nobody holds it any more.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/trine-training-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func url(_ name: String) -> URL { URL(fileURLWithPath: "\(path)/\(name)") }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: url(name))
  }
}

/// Machines to run on: network namespaces of this one, with host names of their own.
struct Nodes: Sendable {
  let count: Int
  /// Seconds by which every frame between them is late.
  var delay = 0.0

  static let script = "\(Fixtures.folder)/nodes.sh"
  /// Whether this machine lets the test make them.
  static let areAllowed = (try? Program.run(script, ["--check"]))?.exitCode == 0
}

/// A run of some ranks in a folder of its own.
final class RankJob {
  let folder: RunFolder
  let plan: RunPlan
  /// The folder of a run that is gone with it; `nil` when somebody else keeps it.
  private let temporary: TemporaryFolder?

  init(_ plan: RunPlan) throws {
    self.plan = plan
    let temporary = try TemporaryFolder()
    self.temporary = temporary
    folder = RunFolder(temporary.path)
    try temporary.write("plan.json", JSONText.pretty(plan))
  }

  /// The run in a folder of an earlier one, with another plan.
  init(_ plan: RunPlan, in folder: RunFolder) throws {
    self.plan = plan
    self.folder = folder
    temporary = nil
    try Data(JSONText.pretty(plan).utf8).write(to: URL(fileURLWithPath: folder.plan))
  }

  /// Starts the ranks, each with so much memory of its own at most, with some more words for
  /// `mpirun`, and with others before it.
  func start(
    resuming checkpoint: String? = nil,
    kilobytes: Int? = nil,
    environment: [String: String] = [:],
    launcher: [String] = [],
    wrapper: [String] = []
  ) throws -> Running {
    let resuming = checkpoint.map { ["--resume", $0] } ?? []
    let limit = kilobytes.map { ["sh", "-c", "ulimit -d \($0) && exec \"$@\"", "sh"] } ?? []
    let mpirun = wrapper + Program.mpirun(ranks: plan.ranks) + launcher
    let words = mpirun + limit + [Program.worker, folder.path] + resuming
    return try Running("/usr/bin/env", words, environment: environment)
  }

  /// Starts the ranks on nodes with a network between them, as many on each, with some more words
  /// for `mpirun`.
  func start(on nodes: Nodes, launcher: [String] = []) throws -> Running {
    let each = "\(plan.ranks / nodes.count)"
    let words = ["\(nodes.count)", each, "\(nodes.delay)"] + launcher
    return try Running(Nodes.script, words + [Program.worker, folder.path])
  }

  /// Runs the ranks to their end, which must be a good one.
  @discardableResult
  func finish(
    on nodes: Nodes? = nil,
    launcher: [String] = [],
    wrapper: [String] = []
  ) throws -> RankJob {
    let running =
      try nodes.map { try start(on: $0, launcher: launcher) }
      ?? start(launcher: launcher, wrapper: wrapper)
    let finished = try running.wait()
    let log = (try? String(contentsOfFile: folder.log(rank: 0), encoding: .utf8)) ?? ""
    try #require(finished.exitCode == 0, "\(finished.errors)\n\(log)")
    return self
  }

  // MARK: - What it left

  func events(rank: Int = 0) throws -> [TrainingEvent] {
    let text = try String(contentsOfFile: folder.events(rank: rank), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      try JSONText.value(TrainingEvent.self, from: String(line))
    }
  }

  /// The values of a metric, in the order of epochs.
  func metric(_ name: String) throws -> [Double] {
    try events().filter { $0.kind == .metric }.compactMap { $0.values?[name] }
  }

  func checkpoint() throws -> SafetensorsFile {
    let file = try #require(events().first { $0.kind == .checkpoint }?.message)
    return try SafetensorsFile("\(folder.path)/\(file)")
  }

  func notes() throws -> [String] {
    try events().filter { $0.kind == .note }.compactMap(\.message)
  }

  func log(rank: Int) throws -> String {
    try String(contentsOfFile: folder.log(rank: rank), encoding: .utf8)
  }
}
