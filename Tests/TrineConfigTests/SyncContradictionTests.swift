// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

/// What in the section `sync` excludes what.
struct SyncContradictionTests {
  @Test(
    "averages of parameters exclude what is about gradients",
    arguments: [
      (
        "average: parameters, doubleBuffering: true",
        "17: 'sync.average' is parameters and 'sync.doubleBuffering' is true; only gradients may be "
          + "a step old\n  fix: leave out doubleBuffering, or use average: gradients"
      ),
      (
        "average: parameters, backupWorkers: 1",
        "17: 'sync.average' is parameters and 'sync.backupWorkers' is 1; the parameters of every "
          + "rank belong to their average\n  fix: leave out backupWorkers, or use average: gradients"
      ),
      (
        "average: parameters, bucket: 1 MB",
        "17: 'sync.average' is parameters and 'sync.bucket' is 1 MB; a bucket holds gradients of the "
          + "backward pass, and averages are of parameters"
          + "\n  fix: leave out bucket, or use average: gradients"
      ),
      (
        "averageEvery: 4, compression: bf16",
        "22: 'sync.averageEvery' is 4 and 'sync.compression' is bf16; only gradients are compressed, "
          + "and averages are of parameters"
          + "\n  fix: leave out compression, or use averageEvery: 1"
      ),
      (
        "averageEvery: 4, average: gradients",
        "34: 'sync.average' is gradients and 'sync.averageEvery' is 4; between two averages each "
          + "rank changes parameters of its own\n  fix: use average: parameters, or averageEvery: 1"
      ),
    ]
  )
  func parameters(section: String, problem: String) {
    #expect(reports("ranks: 4\nsync: {\(section)}\n" + spirals) == ["x.yaml:2:\(problem)"])
  }

  @Test(
    "gradients take one way at a time",
    arguments: [
      (
        "doubleBuffering: true, backupWorkers: 1",
        "25: 'sync.doubleBuffering' is true and 'sync.backupWorkers' is 1; one waits for every "
          + "rank's gradient, the other does without the last"
          + "\n  fix: leave out doubleBuffering or backupWorkers"
      ),
      (
        "doubleBuffering: true, bucket: 2 KiB",
        "25: 'sync.doubleBuffering' is true and 'sync.bucket' is 2 KiB; one sums gradients during "
          + "the next step, the other during the backward pass"
          + "\n  fix: leave out doubleBuffering or bucket"
      ),
      (
        "backupWorkers: 1, allreduce: ring",
        "23: 'sync.backupWorkers' is 1 and 'sync.allreduce' is ring; with backup workers rank 0 adds "
          + "up the gradients that have come\n  fix: leave out backupWorkers or allreduce"
      ),
      (
        "backupWorkers: 1, compression: fp16",
        "23: 'sync.backupWorkers' is 1 and 'sync.compression' is fp16; with backup workers a "
          + "gradient comes whole, and may come too late"
          + "\n  fix: leave out backupWorkers or compression"
      ),
      (
        "backupWorkers: 1, bucket: 1 MB",
        "23: 'sync.backupWorkers' is 1 and 'sync.bucket' is 1 MB; with backup workers a gradient "
          + "comes whole, and may come too late\n  fix: leave out backupWorkers or bucket"
      ),
      (
        "backupWorkers: 1, gradientAccumulation: 2",
        "23: 'sync.backupWorkers' is 1 and 'sync.gradientAccumulation' is 2; with backup workers a "
          + "gradient comes whole, and may come too late"
          + "\n  fix: leave out backupWorkers or gradientAccumulation"
      ),
      (
        "bucket: 1 MB, compression: bf16",
        "16: 'sync.bucket' is 1 MB and 'sync.compression' is bf16; what compression loses is kept "
          + "for all gradients at once\n  fix: leave out bucket or compression"
      ),
      (
        "backupWorkers: 4",
        "23: 'sync.backupWorkers' is 4 and 'ranks' is 4; a step needs the gradient of one rank at "
          + "least\n  fix: use backupWorkers: 3 or fewer, or more ranks"
      ),
    ]
  )
  func gradients(section: String, problem: String) {
    #expect(reports("ranks: 4\nsync: {\(section)}\n" + spirals) == ["x.yaml:2:\(problem)"])
  }

  @Test("the largest of more values than can be counted are not chosen")
  func countless() {
    let data = "data: {format: idx, path: p}\nmodel: {layers: [784, 50000, 50000, 10]}\nranks: 2\n"
    #expect(
      reports(data + "sync: {compression: topk}") == [
        "x.yaml:4:21: 'sync.compression' is topk and 'model.layers' has 2,539,800,010 parameters; "
          + "the places of the largest values are counted up to 2,147,483,647"
          + "\n  fix: use compression: fp16 or bf16, or narrower layers"
      ]
    )
    #expect(reports(data + "sync: {compression: fp16}").isEmpty)
  }

  @Test(
    "compression and sums in the background need an allreduce that takes them",
    arguments: SyncPlan.Allreduce.allCases
  )
  func allreduce(kind: SyncPlan.Allreduce) {
    let compressed = reports(
      "sync: {compression: topk, allreduce: \(kind.rawValue)}\n" + spirals
    )
    let bucketed = reports("sync: {bucket: 1 MB, allreduce: \(kind.rawValue)}\n" + spirals)
    let buffered = reports("sync: {doubleBuffering: true, allreduce: \(kind.rawValue)}\n" + spirals)
    guard [.ring, .shared, .hierarchical].contains(kind) else {
      #expect(compressed + bucketed + buffered == [])
      return
    }
    #expect(
      compressed == [
        "x.yaml:1:21: 'sync.compression' is topk and 'sync.allreduce' is \(kind.rawValue); it sums "
          + "whole floats only\n  fix: use allreduce: auto, or leave out compression"
      ]
    )
    #expect(
      bucketed == [
        "x.yaml:1:16: 'sync.bucket' is 1 MB and 'sync.allreduce' is \(kind.rawValue); it cannot go "
          + "on in the background\n  fix: use allreduce: auto, or leave out bucket"
      ]
    )
    #expect(
      buffered == [
        "x.yaml:1:25: 'sync.doubleBuffering' is true and 'sync.allreduce' is \(kind.rawValue); it "
          + "cannot go on in the background"
          + "\n  fix: use allreduce: auto, or leave out doubleBuffering"
      ]
    )
  }

  @Test(
    "ranks with a wire between them share no memory",
    arguments: SyncPlan.Allreduce.allCases
  )
  func wire(kind: SyncPlan.Allreduce) {
    let text = "sync: {allreduce: \(kind.rawValue)}\n" + spirals
    #expect(reports(text, "wire=null") == [])
    let found = reports(text, "wire={latency: 1 ms, bandwidth: 1 GB/s}")
    guard [.shared, .hierarchical].contains(kind) else {
      #expect(found == [])
      return
    }
    #expect(
      found == [
        "x.yaml:1:19: 'sync.allreduce' is \(kind.rawValue) and 'wire' is given; ranks with a wire "
          + "between them share no memory\n  fix: use allreduce: auto, or leave out wire"
      ]
    )
  }

  @Test("each slice of each rank's part of a batch has a sample")
  func accumulation() throws {
    let text = "ranks: 2\ntrain: {batch: 7}\nsync: {gradientAccumulation: 4}\n" + spirals
    #expect(
      reports(text) == [
        "x.yaml:3:30: 'train.batch' is 7, 'ranks' is 2 and 'sync.gradientAccumulation' is 4; "
          + "each slice needs a sample\n  fix: use a batch of 8 or more, or gradientAccumulation: 3"
      ]
    )
    #expect(try plans(text, "train.batch=8").count == 1)
    #expect(
      reports(text, "ranks=2000000000", "train.batch=1,2").allSatisfy {
        $0.contains("'ranks' is 2000000000")
      }
    )
  }

  @Test("a share of the largest values is for topk alone")
  func topShare() throws {
    #expect(
      reports("sync: {compression: bf16, topShare: 0.1}\n" + spirals) == [
        "x.yaml:1:27: 'sync.topShare' does not belong to compression: bf16"
          + "\n  fix: delete it, or use compression: topk"
      ]
    )
    let made = try plans("sync: {compression: topk, topShare: 1}\n" + spirals)
    #expect(made[0].sync == SyncPlan(compression: .topk, topShare: 1))
    #expect(
      reports("sync: {compression: topk, topShare: 0}\n" + spirals) == [
        "x.yaml:1:37: 'sync.topShare' is 0; it must be more than 0 and at most 1"
          + "\n  fix: give it such a value, or leave it out for the default (0.01)"
      ]
    )
  }

  @Test("averages that are steps apart are of parameters")
  func implied() throws {
    let made = try plans(spirals, "sync.averageEvery=1,8")
    #expect(made.map(\.sync?.average) == [.gradients, .parameters])
  }
}
