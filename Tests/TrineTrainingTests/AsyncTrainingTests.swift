// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  @Suite(.timeLimit(.minutes(2)))
  struct AsyncTrainingTests {
    // MARK: - One worker

    @Test(
      "one worker beside its server trains as one synchronous rank does, to the last bit",
      arguments: ResumeTests.optimizers
    )
    func loneWorker(optimizer: OptimizerPlan) throws {
      let plan = RunPlan.small(optimizer: optimizer, learningRate: 0.01)
      let sync = try RankJob(plan).finish()
      let async = try RankJob(plan.asynchronous(AsyncPlan())).finish()
      #expect(try async.files() == sync.files())
      #expect(try async.metric("train/loss") == sync.metric("train/loss"))
      #expect(try async.metric("test/loss") == sync.metric("test/loss"))
      #expect(try async.staleness() == [0: 12])
    }

    @Test(
      "one worker with servers elsewhere does so, too, where a gradient is a thing of its own",
      arguments: zip(ResumeTests.optimizers, [1, 3, 2, 2])
    )
    func loneWorkerElsewhere(optimizer: OptimizerPlan, servers: Int) throws {
      let plan = RunPlan.small(optimizer: optimizer, learningRate: 0.01)
      let sync = try RankJob(plan).finish()
      let async = AsyncPlan(servers: servers, placement: .dedicated)
      let job = try RankJob(plan.asynchronous(async, ranks: 1 + servers)).finish()
      #expect(areClose(try job.metric("train/loss"), try sync.metric("train/loss"), atol: 1e-6))
      let (own, expected) = (try job.checkpoint().tensors, try sync.checkpoint().tensors)
      for (name, tensor) in expected {
        let values = try #require(own[name]).values.map(Double.init)
        #expect(areClose(values, tensor.values.map(Double.init), atol: 1e-6, rtol: 1e-6))
      }
      // A synchronous rank adds gradients of plain momentum straight into its velocity.
      let isPlainMomentum = optimizer.momentum > 0 && !optimizer.nesterov
      if !isPlainMomentum || optimizer.weightDecay > 0 {
        #expect(try job.files() == sync.files())
      }
      #expect(try job.staleness() == [0: 12])
    }

    static let policies: [AsyncPlan] = [
      AsyncPlan(pullEvery: 3),
      AsyncPlan(pushEvery: 2),
      AsyncPlan(pullEvery: 2, pushEvery: 3),
      AsyncPlan(pullEvery: 3, pushEvery: 2, staleness: .init(bound: 1)),
      AsyncPlan(pullEvery: 4, staleness: .init(scaleLearningRate: true)),
      AsyncPlan(pullEvery: 4, staleness: .init(dropAbove: 1)),
      AsyncPlan(pullEvery: 4, staleness: .init(scaleLearningRate: true, dropAbove: 2)),
    ]

    @Test(
      "pulls, pushes and what is done about staleness: as plain loops have it",
      arguments: zip(policies + policies.reversed(), [0, 1, 2, 0, 1, 2, 0, 2, 1])
    )
    func followsOracle(async: AsyncPlan, servers: Int) throws {
      var async = async
      if servers > 0 { (async.servers, async.placement) = (servers, .dedicated) }
      let plan = RunPlan.small(data: .blobs(samples: 131), epochs: 2)
        .asynchronous(async, ranks: 1 + servers)
      let job = try RankJob(plan).finish()
      var oracle = AsyncOracle(plan)
      let losses = try oracle.train(DataSplits.load(plan.data, seed: plan.seed) {})
      #expect(areClose(try job.metric("train/loss"), losses))
      let tensors = try job.checkpoint().tensors
      for tensor in Network(plan.model).namedTensors {
        let values = try #require(tensors[tensor.name]).values.map(Double.init)
        #expect(areClose(values, oracle.parameters[tensor.range].map(Double.init)))
      }
      #expect(try job.metric("gradients/dropped") == oracle.dropped.map(Double.init))
      let expected = oracle.applied.map { counts in
        let sum = counts.reduce(0) { $0 + $1.key * $1.value }
        return Double(sum) / Double(counts.values.reduce(0, +))
      }
      #expect(areClose(try job.metric("staleness/mean"), expected))
      let largest = oracle.applied.map { Double($0.keys.max() ?? 0) }
      #expect(try job.metric("staleness/max") == largest)
      var all: [Int: Int] = [:]
      for counts in oracle.applied { all.merge(counts) { $0 + $1 } }
      #expect(try job.staleness() == all)
    }

    // MARK: - Several workers

    /// With a rate this small the parameters stay as they are.
    static let still = 1e-12

    static let crowds = [
      AsyncCrowd(workers: 2, servers: 1, placement: .colocated),
      AsyncCrowd(workers: 3, servers: 2, placement: .colocated),
      AsyncCrowd(workers: 4, servers: 4, placement: .colocated, isSharded: true),
      AsyncCrowd(workers: 2, servers: 1, placement: .dedicated),
      AsyncCrowd(workers: 2, servers: 2, placement: .dedicated, isSharded: true),
      AsyncCrowd(workers: 4, servers: 1, placement: .colocated, nodes: 2),
      AsyncCrowd(workers: 4, servers: 3, placement: .colocated, isSharded: true, nodes: 2),
    ]

    @Test(
      "workers take every sample once an epoch, and every gradient is counted once",
      arguments: crowds
    )
    func everySample(crowd: AsyncCrowd) throws {
      var data = DataPlan.blobs(samples: 211)
      data.isSharded = crowd.isSharded
      var plan = RunPlan.small(data: data, epochs: 2, batch: 5, learningRate: Self.still)
        .asynchronous(crowd)
      plan.train.evaluateEvery = .steps(7)
      let job = try RankJob(plan).finish(launcher: try crowd.launcher())
      let shards = crowd.isSharded ? crowd.workers : 1
      let parts = try (0..<shards).map {
        try DataSplits.load(data, seed: plan.seed, shard: ($0, shards)) {}
      }
      let naive = NaiveTrainer(plan)
      let losses = parts.map { splits in
        naive.evaluate(splits.training, of: splits.trainingSet).loss * Double(splits.training.count)
      }
      let total = parts.reduce(0) { $0 + $1.training.count }
      let steps = parts.reduce(0) { $0 + ($1.training.count + 4) / 5 }
      // A stretch has a mean of its own; the epochs' come from the samples of each.
      let counts = try job.stretches(stepsPerEpoch: steps, rows: total, batch: 5)
      if !crowd.isSharded {
        let sum = zip(try job.metric("train/loss"), counts).reduce(0) { $0 + $1.0 * Double($1.1) }
        #expect(isClose(sum / 2, losses.reduce(0, +)))
      }
      #expect(try job.staleness().values.reduce(0, +) == 2 * steps)
      #expect(try job.metric("gradients/dropped").allSatisfy { $0 == 0 })
      let test = try #require(try DataSplits.load(.blobs(samples: 211), seed: 7) {}.testSet)
      let expected = naive.evaluate(Array(0..<test.count), of: test)
      #expect(isClose(try #require(job.metric("test/loss").last), expected.loss))
      #expect(try #require(job.metric("test/accuracy").last) == expected.accuracy)
    }

    @Test(
      "workers learn together: spirals are told apart",
      arguments: [crowds[0], crowds[3], crowds[6]]
    )
    func learns(crowd: AsyncCrowd) throws {
      var data = DataPlan.spirals(samples: 600)
      data.isSharded = crowd.isSharded
      let plan = RunPlan.small(
        data: data,
        layers: [2, 64, 64, 2],
        epochs: 50,
        batch: 16,
        learningRate: 0.03
      ).asynchronous(crowd)
      let job = try RankJob(plan).finish(launcher: try crowd.launcher())
      #expect(try #require(job.metric("test/accuracy").last) > 0.93)
    }

    @Test("each worker numbers its own steps without a gap, over all epochs")
    func numbers() throws {
      var data = DataPlan.blobs(samples: 200, validation: 0)
      data.isSharded = true
      var plan = RunPlan.small(data: data, epochs: 2, batch: 5)
        .asynchronous(AsyncPlan(placement: .dedicated), ranks: 3)
      plan.traceSteps = 80
      plan.faults = FaultsPlan(delay: FaultsPlan.Delay(rank: 1, milliseconds: 2))
      let job = try RankJob(plan).finish()
      for rank in 0..<2 {
        let batches = try job.spans(rank: rank).filter { $0.name == "gathering a batch" }
        #expect(Set(batches.map(\.step)) == Set(1...40))
      }
    }

    // MARK: - Slow workers

    static let bounded = [
      AsyncCrowd(workers: 2, servers: 1, placement: .colocated),
      AsyncCrowd(workers: 3, servers: 2, placement: .colocated),
      AsyncCrowd(workers: 3, servers: 1, placement: .dedicated),
      AsyncCrowd(workers: 4, servers: 2, placement: .colocated, nodes: 2),
    ]

    /// A slow worker takes 2 ms a step, the others next to nothing.
    private func uneven(_ crowd: AsyncCrowd, _ staleness: AsyncPlan.Staleness) throws -> RankJob {
      var plan = RunPlan.small(
        data: .blobs(samples: 1000, validation: 0),
        layers: [5, 128, 128, 3],
        epochs: 2,
        batch: 8,
        learningRate: 0.001
      ).asynchronous(crowd)
      plan.async?.staleness = staleness
      plan.faults = FaultsPlan(delay: FaultsPlan.Delay(rank: 1, milliseconds: 2))
      // An equal share of the first epoch's.
      plan.traceSteps = 125 / crowd.workers
      return try RankJob(plan).finish(launcher: try crowd.launcher())
    }

    @Test("with a bound of 0 nobody is ever a clock ahead", arguments: bounded)
    func bound(crowd: AsyncCrowd) throws {
      let strict = try uneven(crowd, .init(bound: 0))
      // What others push between a pull and a push is one step of each.
      #expect(try strict.metric("staleness/max").allSatisfy { $0 <= Double(crowd.workers - 1) })
      #expect(try strict.staleness().values.reduce(0, +) == 250)
      // Whoever begins its step k + 1 finds the slow one's delay of step k over.
      let delays = try strict.spans(rank: 1).filter { $0.name == "delay on purpose" }
      #expect(delays.count >= 125 / crowd.workers)
      for rank in 0..<crowd.workers where rank != 1 {
        let begins = try strict.spans(rank: rank).filter { $0.name == "gathering a batch" }
        let starts = Set(begins.map(\.step)).sorted().map { step in
          begins.first { $0.step == step }?.start ?? 0
        }
        for (start, delay) in zip(starts.dropFirst(), delays) { #expect(start >= delay.end - 1e-4) }
      }
      // So the slow one takes its share of all steps, in every epoch.
      let steps = 125 / crowd.workers
      #expect(try strict.time("compute", rank: 1) >= 2 * 0.002 * Double(steps))
    }

    @Test("a bound of s lets a fast worker be s steps ahead", arguments: [1, 3])
    func looseBound(bound: Int) throws {
      let crowd = AsyncCrowd(workers: 2, servers: 1, placement: .colocated)
      let job = try uneven(crowd, .init(bound: bound))
      // The other one may be behind by as much at the pull and ahead by as much at the push.
      #expect(try job.metric("staleness/max").allSatisfy { $0 <= Double(2 * bound + 1) })
    }

    @Test("gradients that are too stale are dropped and counted", arguments: bounded.dropLast())
    func drops(crowd: AsyncCrowd) throws {
      let job = try uneven(crowd, .init(dropAbove: 1))
      let dropped = try job.metric("gradients/dropped")
      // On busy cores the others may have taken all steps before the slow one has its first.
      let delays = try job.spans(rank: 1).filter { $0.name == "delay on purpose" }
      #expect(dropped.reduce(0, +) > 0 || delays.isEmpty)
      let applied = try job.staleness()
      #expect(applied.keys.allSatisfy { $0 <= 1 })
      #expect(applied.values.reduce(0, +) + Int(dropped.reduce(0, +)) == 250)
    }
  }
}
