// SPDX-License-Identifier: MIT

import TrineCore

extension RunPlan {
  /// Reads an experiment's mapping, in which each key has one value.
  ///
  /// What is wrong goes to `problems`; the plan is to be used only when there are none.
  init(reading root: ConfigNode, swept: SweptTexts, defaultName: String, problems: Problems) {
    let reader = SectionReader(root: root, schema: .experiment, problems: problems, swept: swept)
    let usual = RunPlan(
      name: defaultName,
      data: DataPlan(format: .idx),
      model: ModelPlan(layers: [])
    )
    reader.require("data", example: "data: {format: synthetic, kind: spirals}")
    reader.require("model", example: "model: {layers: [2, 16, 2]}")
    let grid = reader.optionalSection("grid").map(GridPlan.init(reading:))
    self.init(
      name: Self.name(reader, default: defaultName),
      question: reader.text("question").map(Self.oneLine),
      papers: reader.list("papers", of: "citation keys", Self.citationKey) ?? [],
      tags: reader.list("tags", of: "texts") { node throws(ValueProblem) in try node.text() } ?? [],
      mode: reader.choice("mode", default: grid?.mode ?? usual.mode, later: Self.laterModes),
      ranks: Self.ranks(reader, default: usual.ranks),
      threads: Self.threads(reader),
      seed: reader.whole("seed", default: usual.seed, in: 0...Int.max),
      deterministic: reader.choice("deterministic", default: usual.deterministic),
      grid: grid,
      data: DataPlan(reading: reader.section("data")),
      model: ModelPlan(reading: reader.section("model")),
      train: TrainPlan(reading: reader.section("train")),
      wire: reader.optionalSection("wire").map(WirePlan.init(reading:)),
      faults: reader.optionalSection("faults").flatMap(FaultsPlan.init(reading:)),
      traceSteps: reader.whole(
        "traceSteps",
        default: usual.traceSteps,
        in: 0...Self.mostTracedSteps
      ),
      stallAfter: reader.quantity("stallAfter", .duration, default: usual.stallAfter, .positive),
      launcher: LauncherPlan(reading: reader.section("launcher"))
    )
    readModes(reader)
    reportContradictions(in: root, problems: problems)
    if deterministic == .strict { threads = 1 }
  }

  /// Reads the sections of all modes, since a sweep over modes has them all, and keeps its own; so
  /// with the grid of another mode of the sweep.
  private mutating func readModes(_ reader: SectionReader) {
    let sync = reader.optionalSection("sync").map(SyncPlan.init(reading:))
    let async = reader.optionalSection("async").map(AsyncPlan.init(reading:))
    let tensor = reader.optionalSection("tensor").map(TensorPlan.init(reading:))
    let pipeline = reader.optionalSection("pipeline").map(PipelinePlan.init(reading:))
    switch mode {
    case .sync: self.sync = sync ?? self.sync
    case .async: self.async = async ?? self.async
    case .tensor: self.tensor = tensor ?? self.tensor
    case .pipeline: self.pipeline = pipeline ?? self.pipeline
    }
    let swept = reader.swept["mode", default: []]
    if let other = grid?.mode, other != mode, swept.contains(other.rawValue) { grid = nil }
  }

  /// A rank keeps them in memory, with about 2.5 kB a step.
  private static let mostTracedSteps = 100_000

  private static let laterModes = ["mapreduce", "command"]

  /// The word for threads that share a node's cores.
  static let autoThreads = "auto"

  private static let noThreads = ValueProblem(must: "a whole number, or \(autoThreads)")

  private static func threads(_ reader: SectionReader) -> Int? {
    reader.value("threads", default: nil, shown: autoThreads) { node throws(ValueProblem) in
      guard case .scalar(let text, _) = node.value else { throw noThreads }
      if text == autoThreads || node.isNull { return nil }
      guard NumberSyntax(text) != .none else { throw noThreads }
      return try node.whole(in: 1...SectionReader.largestCount)
    }
  }

  private static func name(_ reader: SectionReader, default fallback: String) -> String {
    reader.value("name", default: fallback) { node throws(ValueProblem) in
      let text = try node.text()
      guard ExperimentName.isValid(text) else {
        throw ValueProblem(must: ExperimentName.rule, fix: ExperimentName.fix(for: text))
      }
      return text
    }
  }

  private static func ranks(_ reader: SectionReader, default fallback: Int) -> Int {
    reader.value("ranks", default: fallback, shown: "\(fallback)") { node throws(ValueProblem) in
      if node.value == .scalar("0", isQuoted: false) {
        throw ValueProblem(
          clause: "a run needs at least one rank to do the work",
          fix: "write ranks: 1 for a run in one process"
        )
      }
      return try node.whole(in: 1...SectionReader.largestCount)
    }
  }

  private static func citationKey(_ node: ConfigNode) throws(ValueProblem) -> CitationKey {
    guard let key = CitationKey(try node.text()) else {
      throw ValueProblem(must: "a citation key such as chen2016revisiting")
    }
    return key
  }

  /// A question that was folded over several lines, as one.
  private static func oneLine(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ") }
    return words.joined().joined(separator: " ")
  }
}

extension LauncherPlan {
  init(reading reader: SectionReader) {
    self.init(
      kind: reader.choice("kind", default: LauncherPlan().kind, later: ["slurm", "hosts"])
    )
  }
}
