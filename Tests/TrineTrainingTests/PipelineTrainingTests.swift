// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  struct PipelineTrainingTests {
    /// Stages, microbatches, and the order of their passes.
    typealias Shape = (stages: Int, microbatches: Int, schedule: PipelinePlan.Schedule)

    private static let shapes: [Shape] = [
      (1, 3, .oneForwardOneBackward), (2, 1, .gpipe), (2, 2, .oneForwardOneBackward),
      (2, 3, .gpipe), (2, 5, .oneForwardOneBackward), (3, 1, .oneForwardOneBackward),
      (3, 2, .gpipe), (3, 3, .oneForwardOneBackward), (3, 5, .gpipe),
      (4, 2, .oneForwardOneBackward), (4, 3, .gpipe), (4, 5, .oneForwardOneBackward),
    ]

    private func expectNaive(_ plan: RunPlan) throws {
      let job = try RankJob(plan).finish()
      var naive = NaiveTrainer(plan)
      let losses = naive.train(try DataSplits.load(plan.data, seed: plan.seed) {})
      try job.expect(losses, naive)
    }

    @Test("any number of stages and microbatches trains as a naive loop does", arguments: shapes)
    func equalsNaiveTrainer(shape: Shape) throws {
      try expectNaive(
        .pipelined(shape.stages, microbatches: shape.microbatches, schedule: shape.schedule)
      )
    }

    @Test("a batch of all samples, with a sample in each microbatch and none to spare")
    func wholeBatch() throws {
      try expectNaive(.pipelined(3, microbatches: 49, batch: 1000))
    }

    @Test(
      "replicas of a pipeline train as a naive loop does, one without a sample of the last batch",
      arguments: [(1, 4, .gpipe), (2, 2, .oneForwardOneBackward), (2, 3, .gpipe)] as [Shape]
    )
    func grids(shape: Shape) throws {
      let (stages, microbatches, schedule) = shape
      try expectNaive(
        .pipelined(stages, microbatches: microbatches, schedule: schedule, replicas: 2)
      )
    }

    @Test(
      "every optimizer does in stages what it does on one rank, and leaves the same files",
      arguments: zip(ResumeTests.optimizers, [1, 2, 1, 2])
    )
    func optimizers(optimizer: OptimizerPlan, replicas: Int) throws {
      let plan = RunPlan.pipelined(2, replicas: replicas, optimizer: optimizer)
      let (stages, whole) = (try RankJob(plan).finish(), try RankJob(plan.alone).finish())
      let folder = whole.folder.checkpoints
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      let own = try FileManager.default.contentsOfDirectory(atPath: stages.folder.checkpoints)
      #expect(own.sorted() == names)
      for name in names where name.hasSuffix("safetensors") {
        let files = try [stages, whole].map { job in
          try SafetensorsFile("\(job.folder.checkpoints)/\(name)")
        }
        #expect(files[0].header == files[1].header)
        for (name, tensor) in files[1].tensors {
          let values = try #require(files[0].tensors[name]).values.map(Double.init)
          #expect(areClose(values, tensor.values.map(Double.init)))
        }
      }
    }

    @Test("a run on one rank begins with the parameters of a pipeline, and the other way round")
    func initial() throws {
      let stages = try RankJob(.pipelined(3)).finish()
      var plan = RunPlan.pipelined(2, epochs: 0)
      plan.model.initial = "\(stages.folder.path)/\(RunFolder.checkpoint(step: 10))"
      for plan in [plan, plan.alone] {
        let job = try RankJob(plan).finish()
        #expect(areClose(try job.metric("test/loss"), try stages.metric("test/loss").suffix(1)))
      }
    }

    @Test(
      "a pipeline goes on bit for bit as if it had not stopped",
      arguments: [(.gpipe, 1), (.oneForwardOneBackward, 2), (.stashed, 1), (.stashed, 2)]
        as [(PipelinePlan.Schedule, Int)]
    )
    func resumes(schedule: PipelinePlan.Schedule, replicas: Int) throws {
      var plan = RunPlan.pipelined(2, schedule: schedule, replicas: replicas)
      plan.train.optimizer = OptimizerPlan(kind: .adam)
      plan.train.checkpointEvery = .steps(3)
      let job = try RankJob(plan).finish()
      let file = "\(job.folder.path)/\(RunFolder.checkpoint(step: 10))"
      let whole = try Data(contentsOf: URL(fileURLWithPath: file))
      try FileManager.default.removeItem(atPath: file)
      let finished = try job.start(resuming: "checkpoints/step-000003.json").wait()
      try #require(finished.exitCode == 0, "\(finished.errors)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == whole)
    }

    @Test("a rank of a pipeline holds its stage alone")
    func memory() throws {
      let job = try RankJob(.pipelined(2)).finish()
      // Layers 5-7-3 with 42 and 24 parameters, 3-6-3 with 24 and 21, and a velocity of each.
      for (rank, count) in [66, 45].enumerated() {
        let phase = try #require(job.events(rank: rank).last { $0.kind == .phase }?.values)
        #expect(phase["memory/parameters"] == Double(2 * 4 * count))
        // A batch of 12 has four microbatches, the last one of an epoch one: 49 rows in all.
        #expect(phase["bytes/sent"] == Double(49 * 3 * 4))
      }
    }

    @Test(
      "rank 0 says how quick a pipeline is, its last stage how well it does",
      arguments: [PipelinePlan.Schedule.gpipe, .stashed]
    )
    func heartbeats(schedule: PipelinePlan.Schedule) throws {
      var plan = RunPlan.pipelined(2, schedule: schedule, epochs: 1)
      plan.faults = FaultsPlan(delay: FaultsPlan.Delay(rank: 0, milliseconds: 300))
      let job = try RankJob(plan).finish()
      let said = try (0..<2).map { rank in
        try job.events(rank: rank).filter { $0.kind == .heartbeat }.reduce(into: Set<String>()) {
          $0.formUnion($1.values?.keys.map(\.self) ?? [])
        }
      }
      #expect(said == [["progress", "since", "throughput"], ["progress", "since", "train/loss"]])
    }
  }
}
