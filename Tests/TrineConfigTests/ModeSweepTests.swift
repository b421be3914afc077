// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

/// Sweeps whose runs need different sections and keys.
struct ModeSweepTests {
  private let sections = """
    ranks: 2
    sync: {backupWorkers: 1}
    async: {servers: 2}
    tensor: {split: [column, row]}
    pipeline: {stages: 2, microbatches: 8}

    """

  @Test("a sweep over modes gives each run the section of its mode alone")
  func modes() throws {
    let made = try plans(sections + spirals + "sweep: {mode: [sync, async, tensor, pipeline]}")
    #expect(made.map(\.mode) == RunPlan.Mode.allCases)
    #expect(made.map(\.sync) == [SyncPlan(backupWorkers: 1), nil, nil, nil])
    #expect(made.map(\.async) == [nil, AsyncPlan(servers: 2), nil, nil])
    #expect(made.map(\.tensor) == [nil, nil, TensorPlan(split: [.column, .row]), nil])
    #expect(made.map(\.pipeline) == [nil, nil, nil, PipelinePlan(stages: 2, microbatches: 8)])
  }

  @Test("a section of another mode is read, and its contradictions are nobody's")
  func otherModes() throws {
    #expect(try plans(sections + spirals, "async.servers=9").count == 1)
    #expect(
      reports(sections + spirals, "mode=async", "sync.backupWorkers=9").isEmpty
    )
    #expect(
      reports("async: {server: 2}\npipeline: {microbatches: few}\n" + spirals).map {
        $0.split(separator: "\n")[0]
      } == [
        "x.yaml:1:9: unknown key 'async.server'",
        "x.yaml:2:26: 'pipeline.microbatches' is 'few'; it must be a whole number",
      ]
    )
  }

  @Test("a swept choice leaves room for the keys of all its values")
  func choices() throws {
    let text = "train: {optimizer: {momentum: 0.9, beta1: 0.8}}\n" + spirals
    let made = try plans(text, "train.optimizer.kind=sgd,adam")
    #expect(
      made.map(\.train.optimizer) == [
        OptimizerPlan(momentum: 0.9), OptimizerPlan(kind: .adam, beta1: 0.8),
      ]
    )
    let rates = try plans(
      "train: {learningRate: {end: 0.001}}\n" + spirals
        + "sweep: {train.learningRate.schedule: [constant, cosine]}"
    )
    #expect(rates.map(\.train.learningRate.end) == [0, 0.001])
    #expect(reports(text, "train.optimizer.kind=adam").count == 1)
  }

  @Test("any key can be swept, with null too")
  func anyKey() throws {
    let buckets = try plans(spirals, "sync.bucket=null,1 MB,64 KiB")
    #expect(buckets.map(\.sync?.bucket) == [nil, 1_000_000, 65_536])
    let wires = try plans(spirals, "wire=null,{latency: 1 ms, bandwidth: 1 GB/s}")
    #expect(wires.map(\.wire) == [nil, WirePlan(latency: 0.001, bandwidth: 1e9)])
    let grids = try plans(
      "ranks: 4\n" + spirals,
      "grid={data: 2, tensor: 2},{data: 4, pipeline: 1}"
    )
    #expect(grids.map(\.mode) == [.tensor, .pipeline])
    let threads = try plans(spirals, "threads=auto,1,2")
    #expect(threads.map(\.threads) == [nil, 1, 2])
  }

  @Test("in a sweep over modes a grid belongs to its own")
  func grids() throws {
    let text = "ranks: 4\ngrid: {data: 2, tensor: 2}\n" + spirals
    let made = try plans(text + "sweep: {mode: [sync, tensor]}")
    #expect(made.map(\.grid) == [nil, GridPlan(data: 2, tensor: 2)])
    #expect(reports(text + "sweep: {mode: [sync, async]}").count == 2)
    #expect(reports(text, "mode=sync").count == 1)
  }

  @Test("threads are a number or auto")
  func threads() throws {
    #expect(try plans(spirals, "threads=null").map(\.threads) == [nil])
    #expect(
      reports("threads: [1]\n" + spirals) == [
        "x.yaml:1:10: 'threads' is a list; it must be a whole number, or auto"
          + "\n  fix: give it such a value, or leave it out for the default (auto)"
      ]
    )
    #expect(
      reports("threads: all\n" + spirals) == [
        "x.yaml:1:10: 'threads' is 'all'; it must be a whole number, or auto"
          + "\n  fix: give it such a value, or leave it out for the default (auto)"
      ]
    )
  }

  @Test("a run's mode decides what is wrong with it, so a wrong mode is wrong alone")
  func wrongMode() {
    #expect(reports("mode: pipe\nranks: 200\nasync: {servers: 500}\n" + spirals).count == 1)
  }
}
