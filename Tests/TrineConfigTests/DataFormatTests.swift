// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

struct DataFormatTests {
  private let model = "model: {layers: [2, 2], initial: models/a.safetensors}\n"

  @Test(
    "each format has its keys, and all have validation, limit and sharded",
    arguments: [
      (
        "format: libsvm, path: a.svm, test: b.svm, features: 123",
        DataPlan(format: .libsvm, path: "a.svm", test: "b.svm", features: 123)
      ),
      (
        "format: npy, path: a.npy, labels: b.npy, test: c.npy, testLabels: d.npy",
        DataPlan(format: .npy, path: "a.npy", labels: "b.npy", test: "c.npy", testLabels: "d.npy")
      ),
      (
        "format: npy, path: a.npy, labels: b.npy, test: null",
        DataPlan(format: .npy, path: "a.npy", labels: "b.npy")
      ),
      ("format: csv, path: a, label: y", DataPlan(format: .csv, path: "a", label: "y")),
    ]
  )
  func formats(keys: String, plan: DataPlan) throws {
    var plan = plan
    let fitted = model.replacing("[2, 2]", with: "[\(plan.features ?? 2), 2]")
    #expect(try plans("data: {\(keys)}\n" + fitted).map(\.data) == [plan])
    plan.limit = 100
    plan.isSharded = true
    plan.validation = 0.5
    let more = "validation: 0.5, limit: 100, sharded: true"
    let made = try plans("data: {\(keys), \(more)}\n" + fitted)[0]
    #expect(made.data == plan)
    #expect(made.model.initial == "models/a.safetensors")
  }

  @Test("arrays need their labels")
  func labels() {
    #expect(
      reports("data: {format: npy, path: a.npy}\n" + model) == [
        "x.yaml:1:7: 'data.labels' is missing\n  fix: add it, such as labels: data/train-labels.npy"
      ]
    )
    #expect(
      reports("data: {format: npy, path: a.npy, labels: b.npy, test: c.npy}\n" + model) == [
        "x.yaml:1:49: 'data.test' is given without 'data.testLabels'; a test set has samples and "
          + "their classes\n  fix: add testLabels, or delete it"
      ]
    )
    #expect(
      reports("data: {format: npy, path: a, labels: b, testLabels: c}\n" + model)[0]
        .hasPrefix("x.yaml:1:41: 'data.testLabels' is given without 'data.test';")
    )
  }

  @Test("features that a file is said to have must be those of the model")
  func features() {
    #expect(
      reports("data: {format: libsvm, path: a, features: 9}\n" + model) == [
        "x.yaml:2:18: 'model.layers' begins with 2, but a sample has 9 values (data.features)"
          + "\n  fix: use layers: [9, 2]"
      ]
    )
  }

  @Test("a limit leaves samples for every rank")
  func limit() {
    #expect(
      reports("ranks: 4\ndata: {format: idx, path: p, limit: 3}\n" + model) == [
        "x.yaml:1:8: 'ranks' is 4, but there are 3 training samples"
          + "\n  fix: raise data.limit, or use at most as many ranks"
      ]
    )
    #expect(
      reports("data: {format: idx, path: p, limit: 0}\n" + model) == [
        "x.yaml:1:37: 'data.limit' is 0; it must be 1 or more"
          + "\n  fix: give it such a value, or leave it out for the default (none)"
      ]
    )
  }
}
