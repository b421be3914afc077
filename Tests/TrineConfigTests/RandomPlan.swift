// SPDX-License-Identifier: MIT

import TrineCore

/// Makes plans at random that have no contradictions.
struct RandomPlan {
  var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  /// A plan in any mode.
  mutating func plan() -> RunPlan {
    var data = data()
    let hidden = many(1...3) { $0.whole(1...600) }
    let layers = [data.features ?? 784] + hidden + [data.classes ?? 10]
    let mode = any(RunPlan.Mode.allCases) ?? .sync
    let grid = mode == .sync || mode == .async ? nil : maybe { $0.grid(mode) }
    let ranks = grid.map { $0.data * $0.model } ?? whole(1...(mode == .pipeline ? 2 : 48))
    if mode == .sync || mode == .async { data.isSharded = flag() }
    var plan = RunPlan(
      name: any(["x", "a-1", "1e3", "no", "実験_2", "v1.2"]) ?? "x",
      question: maybe { $0.question() },
      papers: ["a2020b", "dean2012large", "x:y+z"].shuffled(using: &random).prefix(2)
        .compactMap { CitationKey($0) },
      tags: many(0...3) { $0.text() },
      mode: mode,
      ranks: ranks,
      threads: maybe { $0.whole(1...8) },
      seed: whole(0...Int.max),
      grid: grid,
      data: data,
      model: ModelPlan(
        layers: layers,
        activation: any(ModelPlan.Activation.allCases) ?? .relu,
        initial: maybe { $0.text() }
      ),
      train: train(),
      wire: maybe { WirePlan(latency: $0.seconds(), bandwidth: $0.seconds() * 1e9 + 1) },
      faults: maybe { $0.faults(ranks) },
      traceSteps: whole(0...99),
      stallAfter: seconds() + 1e-9,
      claims: maybe { $0.claims() }
    )
    setMode(of: &plan)
    return plan
  }

  private mutating func setMode(of plan: inout RunPlan) {
    switch plan.mode {
    case .sync:
      plan.sync = sync(plan.ranks)
      if [.shared, .hierarchical].contains(plan.sync?.allreduce) { plan.wire = nil }
      if flag() { makeStrict(&plan) }
    case .async: plan.async = async(plan.ranks)
    case .tensor: plan.tensor = TensorPlan(split: maybe { $0.split(plan.model.layers.count - 1) })
    case .pipeline:
      plan.pipeline = PipelinePlan(
        stages: maybe { _ in plan.grid?.model ?? plan.ranks },
        microbatches: whole(1...8),
        schedule: any(PipelinePlan.Schedule.allCases) ?? .gpipe
      )
    }
  }

  private func makeStrict(_ plan: inout RunPlan) {
    plan.deterministic = .strict
    plan.sync = SyncPlan()
    plan.ranks = 8
    plan.threads = 1
    plan.train.batch = 64
    plan.data.isSharded = false
    plan.faults = nil
  }
}

// MARK: - Values

extension RandomPlan {
  private static let words = [
    "why", "渦巻き", "a: b", "# no", "it's", "\"so\"", "null", "1e3", "-", "- x", "[a]", "{", "@",
    "%", "back\\slash", "é", "e\u{301}", "\u{2028}x", "\u{7F}x", "tab\tx", "yes", "~", "*x", "a,b",
    "🙂",
  ]

  mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func number(_ range: Range<Double>) -> Double {
    Double.random(in: range, using: &random)
  }

  mutating func flag() -> Bool { Bool.random(using: &random) }

  mutating func any<T>(_ values: [T]) -> T? { values.randomElement(using: &random) }

  mutating func maybe<T>(_ make: (inout RandomPlan) -> T) -> T? { flag() ? make(&self) : nil }

  mutating func many<T>(_ count: ClosedRange<Int>, _ make: (inout RandomPlan) -> T) -> [T] {
    (0..<whole(count)).map { _ in make(&self) }
  }

  /// Words of which each means something to YAML.
  mutating func text() -> String {
    many(1...3) { $0.any(Self.words) ?? "" }.joined(separator: " ")
  }

  /// One space between words: a question folded over lines is read as one line.
  mutating func question() -> String {
    text().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Round and crooked numbers, from nanoseconds to hours.
  mutating func seconds() -> Double {
    let scales: [Double] = [1e-9, 1e-6, 1e-3, 1, 60]
    let scale: Double = any(scales) ?? 1
    return flag() ? Double(whole(0...5000)) * scale : number(0..<5000) * scale
  }

  mutating func interval() -> Interval {
    flag() ? .epochs(whole(1...9)) : .steps(whole(1...9999))
  }
}
