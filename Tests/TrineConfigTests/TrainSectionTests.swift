// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

struct TrainSectionTests {
  @Test(
    "an interval counts epochs or steps",
    arguments: [
      ("1 epoch", Interval.epochs(1)), ("2 epochs", .epochs(2)), ("500 steps", .steps(500)),
      ("1 step", .steps(1)), ("3", .epochs(3)), ("1e3 steps", .steps(1000)),
      ("'4 epochs'", .epochs(4)),
    ]
  )
  func intervals(text: String, interval: Interval) throws {
    let plan = try plans("train: {evaluateEvery: \(text), checkpointEvery: \(text)}\n" + spirals)[0]
    #expect(plan.train.evaluateEvery == interval)
    #expect(plan.train.checkpointEvery == interval)
  }

  @Test(
    "what is no interval is refused",
    arguments: [
      ("often", "'often'; it must be a number of epochs or steps, such as 1 epoch or 500 steps"),
      (
        "2 weeks", "'2 weeks'; it must be a number of epochs or steps, such as 1 epoch or 500 steps"
      ),
      ("0", "0; it must be 1 or more"),
      ("1.5 epochs", "'1.5 epochs'; it must be a whole number of epochs or steps"),
      ("3000000000 steps", "'3000000000 steps'; it must be at most 2147483647"),
    ]
  )
  func badInterval(text: String, problem: String) {
    #expect(
      reports("train: {evaluateEvery: \(text)}\n" + spirals) == [
        "x.yaml:1:24: 'train.evaluateEvery' is \(problem)"
          + "\n  fix: give it such a value, or leave it out for the default (1 epoch)"
      ]
    )
  }

  @Test("a warm-up has as many epochs as there may be", arguments: ["1e30", "-1"])
  func warmup(epochs: String) {
    #expect(
      reports("train: {learningRate: {warmupEpochs: \(epochs)}}\n" + spirals) == [
        "x.yaml:1:38: 'train.learningRate.warmupEpochs' is \(epochs); it must be 0 or more and at "
          + "most 2147483647\n  fix: give it such a value, or leave it out for the default (0.0)"
      ]
    )
  }

  @Test("an optimizer has the keys of its kind")
  func optimizers() throws {
    let adam = "{kind: adam, beta1: 0.8, beta2: 0.99, epsilon: 1e-6, weightDecay: 0.1}"
    #expect(
      try plans("train: {optimizer: \(adam)}\n" + spirals)[0].train.optimizer
        == OptimizerPlan(kind: .adam, beta1: 0.8, beta2: 0.99, epsilon: 1e-6, weightDecay: 0.1)
    )
    #expect(
      try plans("train: {optimizer: {momentum: 0.9, nesterov: true}}\n" + spirals)[0].train
        .optimizer
        == OptimizerPlan(momentum: 0.9, nesterov: true)
    )
    #expect(
      reports("train: {optimizer: {kind: adam, momentum: 0.9}}\n" + spirals) == [
        "x.yaml:1:33: 'train.optimizer.momentum' does not belong to kind: adam, which has beta1, "
          + "beta2, epsilon, weightDecay\n  fix: delete it, or use kind: sgd"
      ]
    )
    #expect(
      reports("train: {optimizer: {nesterov: true}}\n" + spirals) == [
        "x.yaml:1:31: 'train.optimizer.nesterov' is true and 'train.optimizer.momentum' is 0.0; "
          + "Nesterov's method looks ahead along the momentum"
          + "\n  fix: use a momentum such as 0.9, or leave out nesterov"
      ]
    )
  }

  @Test(
    "a learning rate has the keys of its schedule",
    arguments: [
      ("warmupEpochs: 0.5", LearningRatePlan(warmupEpochs: 0.5)),
      (
        "schedule: step, factor: 0.5, everyEpochs: 2",
        LearningRatePlan(schedule: .step, factor: 0.5, everyEpochs: 2)
      ),
      ("schedule: cosine, end: 0.001", LearningRatePlan(schedule: .cosine, end: 0.001)),
      (
        "schedule: polynomial, power: 2, end: 0.001",
        LearningRatePlan(schedule: .polynomial, power: 2, end: 0.001)
      ),
    ]
  )
  func schedules(keys: String, plan: LearningRatePlan) throws {
    let text = "train: {learningRate: {\(keys)}}\n" + spirals
    #expect(try plans(text)[0].train.learningRate == plan)
  }

  @Test("a rate that falls ends below its base", arguments: ["cosine", "polynomial"])
  func risingRate(schedule: String) throws {
    let text = "train: {learningRate: {base: 0.1, schedule: \(schedule), end: 0.1}}\n" + spirals
    #expect(
      reports(text) == [
        "x.yaml:1:\(schedule.count + 52): 'train.learningRate.end' is 0.1 and "
          + "'train.learningRate.base' is 0.1; a \(schedule) schedule falls from base to end"
          + "\n  fix: use an end below 0.1, or schedule: constant"
      ]
    )
    #expect(try plans(text, "train.learningRate.end=0.09").count == 1)
  }

  @Test("keys of another schedule are contradictions")
  func strangers() {
    #expect(
      reports("train: {learningRate: {schedule: step, end: 0.1}}\n" + spirals) == [
        "x.yaml:1:40: 'train.learningRate.end' does not belong to schedule: step, which has base, "
          + "warmupEpochs, factor, everyEpochs"
          + "\n  fix: delete it, or use schedule: cosine or polynomial"
      ]
    )
    #expect(
      reports("train: {learningRate: {schedule: step, factor: 1}}\n" + spirals) == [
        "x.yaml:1:48: 'train.learningRate.factor' is 1; it must be more than 0 and less than 1"
          + "\n  fix: give it such a value, or leave it out for the default (0.1)"
      ]
    )
  }

  @Test("early stopping watches a metric that there is")
  func earlyStopping() throws {
    let text = "train: {earlyStopping: {metric: train/loss, patience: 5, minimumChange: 0.01}}\n"
    #expect(
      try plans(text + spirals)[0].train.earlyStopping
        == EarlyStoppingPlan(metric: "train/loss", patience: 5, minimumChange: 0.01)
    )
    #expect(
      reports("train: {earlyStopping: {}}\n" + spirals, "data.validation=0,0.1") == [
        "command line: 'data.validation=0,0.1': 'train.earlyStopping.metric' is validation/loss and "
          + "'data.validation' is 0.0; without samples set aside there is no such metric"
          + "\n  fix: use a validation such as 0.1, or watch train/loss"
      ]
    )
    #expect(
      reports("train: {earlyStopping: {metric: test/los}}\n" + spirals) == [
        "x.yaml:1:33: 'train.earlyStopping.metric' is 'test/los'; it must be one of train/loss, "
          + "validation/loss, validation/accuracy, test/loss, test/accuracy"
          + "\n  fix: did you mean 'test/loss'?"
      ]
    )
    let data = "data: {format: csv, path: p}\nmodel: {layers: [2, 2]}"
    #expect(
      reports("train: {earlyStopping: {metric: test/loss}}\n" + data) == [
        "x.yaml:1:33: 'train.earlyStopping.metric' is test/loss, but 'data' names no test file; "
          + "without one there is no such metric\n  fix: add test to data, or watch train/loss"
      ]
    )
  }

  @Test(
    "true and false are the only flags",
    arguments: [
      ("yes", "'yes'", "write it as true"), ("0", "0", "write it as false"),
      ("True", "'True'", "write it as true"), ("'false'", "\"false\"", "take the quotes away"),
      ("maybe", "'maybe'", "give it such a value, or leave it out for the default (true)"),
    ]
  )
  func flags(text: String, found: String, fix: String) throws {
    #expect(
      reports("train: {shuffle: \(text)}\n" + spirals) == [
        "x.yaml:1:18: 'train.shuffle' is \(found); it must be true or false\n  fix: \(fix)"
      ]
    )
    #expect(try plans("train: {shuffle: false}\n" + spirals)[0].train.shuffle == false)
  }
}
