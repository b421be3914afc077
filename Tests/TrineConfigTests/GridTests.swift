// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

struct GridTests {
  @Test(
    "a grid says the mode",
    arguments: [
      ("tensor", RunPlan.Mode.tensor, GridPlan(data: 2, tensor: 2)),
      ("pipeline", .pipeline, GridPlan(data: 2, pipeline: 2)),
    ]
  )
  func mode(key: String, mode: RunPlan.Mode, grid: GridPlan) throws {
    for line in ["", "mode: \(key)\n"] {
      let plan = try plans(line + "ranks: 4\ngrid: {data: 2, \(key): 2}\n" + spirals)[0]
      #expect(plan.mode == mode)
      #expect(plan.grid == grid)
    }
  }

  @Test(
    "a grid must be one, and that of the run",
    arguments: [
      (
        "grid: {data: 2, tensor: 2}",
        "1:7: 'grid' is {data: 2, tensor: 2}, which is 4 ranks, and 'ranks' is 1"
          + "\n  fix: use ranks: 4, or a grid whose product is 1"
      ),
      (
        "grid: {data: 2}",
        "1:7: 'grid' has neither tensor nor pipeline; it must say one way in which ranks share a "
          + "replica of the model"
          + "\n  fix: write grid: {data: 2, tensor: 2} or grid: {data: 2, pipeline: 2}"
      ),
      (
        "grid: {data: 2, tensor: 2, pipeline: 2}",
        "1:7: 'grid' has both tensor and pipeline; it must say one way in which ranks share a "
          + "replica of the model"
          + "\n  fix: write grid: {data: 2, tensor: 2} or grid: {data: 2, pipeline: 2}"
      ),
      (
        "grid: {data: 1, tensor: 1}\nmode: sync",
        "1:7: 'grid' is given and 'mode' is sync, in which every rank has the whole model"
          + "\n  fix: leave out grid, or use mode: tensor"
      ),
      (
        "mode: pipeline\ngrid: {data: 1, tensor: 1}",
        "1:7: 'mode' is pipeline, but 'grid' is {data: 1, tensor: 1}"
          + "\n  fix: leave out mode, or write grid: {data: 1, pipeline: 1}"
      ),
      (
        "ranks: 4\ntrain: {batch: 3}\ngrid: {data: 4, tensor: 1}",
        "2:16: 'train.batch' is 3 and 'grid.data' is 4; each replica needs a sample of every batch"
          + "\n  fix: use a batch of 4 or more, or fewer replicas"
      ),
    ]
  )
  func problems(lines: String, problem: String) {
    #expect(reports(lines + "\n" + spirals) == ["x.yaml:\(problem)"])
  }

  @Test(
    "without a grid every rank sees every sample, so a small batch is fine",
    arguments: ["tensor", "pipeline"]
  )
  func smallBatch(mode: String) throws {
    let text = "mode: \(mode)\nranks: 2\ntrain: {batch: 1}\npipeline: {microbatches: 1}\n"
    #expect(try plans(text + spirals).map(\.train.batch) == [1])
  }

  @Test("only ranks with samples of their own can keep a shard of them")
  func shards() throws {
    #expect(
      reports("mode: tensor\n" + spirals, "data.sharded=true") == [
        "command line: 'data.sharded=true': 'data.sharded' is true and 'mode' is tensor; the ranks "
          + "of one replica all need the same samples"
          + "\n  fix: leave out sharded, or use mode: sync or mode: async"
      ]
    )
    #expect(try plans(spirals, "data.sharded=true")[0].data.isSharded)
  }

  @Test("those who share the samples are named: replicas, or ranks that do not only serve")
  func sharers() throws {
    let data = "data: {format: synthetic, kind: blobs, samples: 3}\nmodel: {layers: [2, 2]}\n"
    #expect(
      reports("ranks: 8\ngrid: {data: 4, tensor: 2}\n" + data) == [
        "x.yaml:2:14: 'grid.data' is 4, but there are 3 training samples"
          + "\n  fix: use more samples, or at most as many replicas as there are"
      ]
    )
    let servers = "mode: async\nasync: {servers: 1, placement: dedicated}\n" + data
    #expect(try plans("ranks: 4\n" + servers).count == 1)
    #expect(
      reports("ranks: 5\n" + servers) == [
        "x.yaml:1:8: 'ranks' is 5, 1 of them to serve, but there are 3 training samples"
          + "\n  fix: use more samples, or at most as many ranks as there are"
      ]
    )
  }
}
