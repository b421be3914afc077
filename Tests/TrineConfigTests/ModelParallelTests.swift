// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

struct ModelParallelTests {
  private let deep = """
    data: {format: synthetic, kind: blobs}
    model: {layers: [2, 8, 8, 8, 2]}

    """

  @Test(
    "columns and rows come in pairs; a first row splits the samples",
    arguments: [
      ([TensorPlan.Split.column, .row, .column, .row], true),
      ([.row, .column, .row, .replicated], true),
      ([.replicated, .replicated, .column, .row], true),
      ([.row, .replicated, .column, .row], true),
      ([.column, .row, .row, .replicated], false), ([.column, .column, .row, .replicated], false),
      ([.replicated, .row, .column, .row], false), ([.column, .row, .replicated, .column], false),
    ]
  )
  func order(split: [TensorPlan.Split], isRight: Bool) throws {
    let list = split.map(\.rawValue).joined(separator: ", ")
    let text = "mode: tensor\ntensor: {split: [\(list)]}\n" + deep
    if isRight {
      #expect(try plans(text).map(\.tensor?.split) == [split])
    } else {
      #expect(reports(text).isEmpty == false)
    }
  }

  @Test(
    "a split that cannot be computed is reported at the layer",
    arguments: [
      (
        "[column, row]",
        "17: 'tensor.split' has 2 splits, but 'model.layers' makes 4 layers"
          + "\n  fix: write one for each layer, or split: auto"
      ),
      (
        "[column, row, replicated, column]",
        "43: 'tensor.split' ends with column, which leaves each rank a part of the outputs"
          + "\n  fix: end with row or replicated"
      ),
      (
        "[column, replicated, column, row]",
        "18: 'tensor.split' has replicated after column; only row takes the parts that column leaves"
          + "\n  fix: write row after column"
      ),
      (
        "[column, row, row, replicated]",
        "31: 'tensor.split' has row after row; row takes the parts that column leaves, or those of "
          + "the samples\n  fix: write column before row, or replicated instead of it"
      ),
      (
        "columns",
        "17: 'tensor.split' is 'columns'; it must be a list of splits, or auto"
          + "\n  fix: put it in brackets, such as [column, row]"
      ),
      (
        "[colum, row, column, row]",
        "18: 'tensor.split' has a value that is 'colum'; it must be one of column, row, replicated"
          + "\n  fix: did you mean 'column'?"
      ),
    ]
  )
  func badSplit(split: String, problem: String) {
    #expect(
      reports("mode: tensor\ntensor: {split: \(split)}\n" + deep) == ["x.yaml:2:\(problem)"]
    )
  }

  @Test("auto leaves the splits to the run")
  func auto() throws {
    #expect(try plans("mode: tensor\ntensor: {split: auto}\n" + deep)[0].tensor == TensorPlan())
  }

  @Test("the section pipeline becomes the plan it says", arguments: PipelinePlan.Schedule.allCases)
  func pipeline(schedule: PipelinePlan.Schedule) throws {
    let section = "{stages: 2, microbatches: 8, schedule: \(schedule.rawValue)}"
    let plan = try plans("mode: pipeline\nranks: 2\npipeline: \(section)\n" + deep)[0]
    #expect(plan.pipeline == PipelinePlan(stages: 2, microbatches: 8, schedule: schedule))
  }

  @Test(
    "stages need ranks, layers and samples",
    arguments: [
      (
        "ranks: 2\npipeline: {stages: 3}",
        "3:20: 'pipeline.stages' is 3 and 'ranks' is 2; each stage has a rank of its own"
          + "\n  fix: use stages: 2, or leave it out"
      ),
      (
        "ranks: 4\ngrid: {data: 2, pipeline: 2}\npipeline: {stages: 4}",
        "4:20: 'pipeline.stages' is 4 and 'grid.pipeline' is 2; each stage has a rank of its own"
          + "\n  fix: use stages: 2, or leave it out"
      ),
      (
        "ranks: 5",
        "2:8: 5 stages and 4 layers ('model.layers'); each stage needs a layer"
          + "\n  fix: use ranks: 4 or fewer, or more layers"
      ),
      (
        "ranks: 5\npipeline: {stages: 5}",
        "3:20: 5 stages and 4 layers ('model.layers'); each stage needs a layer"
          + "\n  fix: use ranks: 4 or fewer, or more layers"
      ),
      (
        "train: {batch: 2}\npipeline: {microbatches: 3}",
        "3:26: 'pipeline.microbatches' is 3, but a batch has 2 samples"
          + "\n  fix: use microbatches: 2 or fewer, or a larger batch"
      ),
      (
        "ranks: 4\ngrid: {data: 4, pipeline: 1}\ntrain: {batch: 7}",
        "4:16: 'pipeline.microbatches' is 4, but a batch has 1 sample for each of 4 replicas"
          + "\n  fix: use microbatches: 1 or fewer, or a larger batch"
      ),
    ]
  )
  func badPipeline(lines: String, problem: String) {
    #expect(reports("mode: pipeline\n\(lines)\n" + deep) == ["x.yaml:\(problem)"])
  }
}
