// SPDX-License-Identifier: MIT

public import TrineCore

/// Writes a resolved plan as YAML.
public enum PlanYAML {
  /// The plan with all its values, defaults too, in the order of the keys of an experiment.
  ///
  /// Reading it back gives the same plan.
  public static func text(_ plan: RunPlan) -> String {
    YAMLWriter.text(entries(plan))
  }

  private static func entries(_ plan: RunPlan) -> [YAMLWriter.Entry] {
    [
      ("name", .text(plan.name)),
      ("question", plan.question.map { .text($0) }),
      ("papers", .list(plan.papers.map { .text($0.description) })),
      ("tags", .list(plan.tags.map { .text($0) })),
      ("mode", .text(plan.mode.rawValue)),
      ("ranks", .whole(plan.ranks)),
      ("threads", .whole(plan.threads)),
      ("seed", .whole(plan.seed)),
      ("data", .section(entries(plan.data))),
      ("model", .section(entries(plan.model))),
      ("train", .section(entries(plan.train))),
      ("launcher", .section([("kind", .text(plan.launcher.kind.rawValue))])),
    ]
  }

  private static func entries(_ data: DataPlan) -> [YAMLWriter.Entry] {
    [
      ("format", .text(data.format.rawValue)),
      ("path", data.path.map { .text($0) }),
      ("test", data.test.map { .text($0) }),
      ("label", data.label.map { .text($0) }),
      ("kind", data.kind.map { .text($0.rawValue) }),
      ("samples", data.samples.map { .whole($0) }),
      ("features", data.features.map { .whole($0) }),
      ("classes", data.classes.map { .whole($0) }),
      ("noise", data.noise.map { .number($0) }),
      ("validation", .number(data.validation)),
    ]
  }

  private static func entries(_ model: ModelPlan) -> [YAMLWriter.Entry] {
    [
      ("kind", .text(model.kind.rawValue)),
      ("layers", .list(model.layers.map { .whole($0) })),
      ("activation", .text(model.activation.rawValue)),
    ]
  }

  private static func entries(_ train: TrainPlan) -> [YAMLWriter.Entry] {
    [
      ("epochs", .whole(train.epochs)),
      ("batch", .whole(train.batch)),
      (
        "optimizer",
        .section([
          ("kind", .text(train.optimizer.kind.rawValue)),
          ("momentum", .number(train.optimizer.momentum)),
          ("weightDecay", .number(train.optimizer.weightDecay)),
        ])
      ),
      ("learningRate", .section([("base", .number(train.learningRate.base))])),
    ]
  }
}
