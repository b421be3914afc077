// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

/// Values that are right on their own and wrong together.
struct ContradictionTests {
  @Test("layers must begin with the features of the data")
  func inputs() {
    #expect(
      reports("data: {format: synthetic, kind: spirals}\nmodel: {layers: [3, 8, 2]}") == [
        "x.yaml:2:18: 'model.layers' begins with 3, but a sample has 2 values (data.features)"
          + "\n  fix: use layers: [2, 8, 2]"
      ]
    )
  }

  @Test("layers must end with the classes of the data, or more")
  func outputs() throws {
    let data = "data: {format: synthetic, kind: blobs, classes: 5}\n"
    #expect(
      reports(data + "model: {layers: [2, 8, 4]}") == [
        "x.yaml:2:24: 'model.layers' ends with 4, but there are 5 classes (data.classes)"
          + "\n  fix: use layers: [2, 8, 5]"
      ]
    )
    #expect(try plans(data + "model: {layers: [2, 8, 6]}").count == 1)
  }

  @Test("more ranks than samples leave ranks without work")
  func ranksAndSamples() throws {
    let text = "ranks: 8\ndata: {format: synthetic, kind: blobs, samples: 8, validation: 0.5}\n"
    #expect(
      reports(text + "model: {layers: [2, 2]}") == [
        "x.yaml:1:8: 'ranks' is 8, but there are 4 training samples"
          + "\n  fix: use more samples, or at most as many ranks as there are"
      ]
    )
    #expect(try plans(text + "model: {layers: [2, 2]}", "ranks=4").count == 1)
    #expect(
      reports(text + "model: {layers: [2, 2]}", "ranks=4", "data.limit=6") == [
        "command line: 'ranks=4': 'ranks' is 4, but there are 3 training samples"
          + "\n  fix: raise data.limit, or use at most as many ranks"
      ]
    )
  }

  @Test("a batch must have a sample for each rank")
  func batchAndRanks() {
    let message = "'train.batch' is 2 and 'ranks' is 3; each rank needs a sample of every batch"
    let fix = "\n  fix: use a batch of 3 or more, or fewer ranks"
    #expect(reports("ranks: 3\ntrain: {batch: 2}\n" + spirals) == ["x.yaml:2:16: \(message)\(fix)"])
    #expect(
      reports("ranks: 129\n" + spirals).map { $0.prefix(40) }
        == ["x.yaml:1:8: 'train.batch' is 128 and 'ranks' is 129;".prefix(40)]
    )
  }

  @Test("spirals lie in the plane")
  func spiralsHaveTwoFeatures() {
    #expect(
      reports("data: {format: synthetic, kind: spirals, features: 3}\nmodel: {layers: [3, 2]}") == [
        "x.yaml:1:52: 'data.features' is 3; it must be 2, since spirals lie in the plane"
          + "\n  fix: leave it out, or use kind: blobs"
      ]
    )
  }

  @Test("a model has an input and an output at least; how large it is the machine decides")
  func layers() {
    let data = "data: {format: idx, path: p}\n"
    #expect(
      reports(data + "model: {layers: [784]}") == [
        "x.yaml:2:17: 'model.layers' is [784]; it must have two entries or more"
          + "\n  fix: write the values a sample, the hidden layers' widths and the classes: "
          + "[784, 512, 10]"
      ]
    )
    for mode in ["sync", "async", "tensor", "pipeline"] {
      let large = "model: {layers: [784, 50000, 50000, 10]}\n"
      #expect(reports(data + large + "mode: \(mode)\nranks: 2").isEmpty)
    }
    #expect(reports(data + "model: {layers: [2147483647, 2147483647, 10]}").isEmpty)
    #expect(
      reports(data + "model: {layers: [784, 0, ten]}").map { $0.split(separator: "\n")[0] } == [
        "x.yaml:2:23: 'model.layers' has a value that is 0; it must be 1 or more",
        "x.yaml:2:26: 'model.layers' has a value that is 'ten'; it must be a whole number",
      ]
    )
  }

  @Test("a value with a problem of its own takes no part in contradictions")
  func noEchoes() {
    #expect(reports("ranks: many\ntrain: {batch: 1}\n" + spirals).count == 1)
    #expect(
      reports("data: {format: synthetic, kind: blob, features: 9}\nmodel: {layers: [2, 2]}").count
        == 1
    )
    #expect(reports("data: 3\nmodel: [2, 2]").count == 2)
  }
}
