// SPDX-License-Identifier: MIT

public import TrineCore

/// Writes a resolved plan as YAML.
public enum PlanYAML {
  /// The plan with all its values, defaults too, in the order of the keys of an experiment.
  ///
  /// Of keys that belong to a choice, such as an optimizer's, only those of the choice made are
  /// written. Reading it back gives the same plan.
  public static func text(_ plan: RunPlan) -> String {
    YAMLWriter.text(entries(plan))
  }

  private static func entries(_ plan: RunPlan) -> [YAMLWriter.Entry] {
    [
      ("name", .text(plan.name)),
      ("question", plan.question.map { .text($0) }),
      ("papers", .list(plan.papers.map { .text($0.description) })),
      ("tags", .list(plan.tags.map { .text($0) })),
      ("mode", .word(plan.mode.rawValue)),
      ("ranks", .whole(plan.ranks)),
      ("threads", plan.threads.map { .whole($0) } ?? .word(RunPlan.autoThreads)),
      ("seed", .whole(plan.seed)),
      ("deterministic", .word(plan.deterministic.rawValue)),
      ("grid", plan.grid.map { .section(entries($0)) }),
      ("data", .section(entries(plan.data))),
      ("model", .section(entries(plan.model))),
      ("train", .section(entries(plan.train))),
    ] + modes(plan) + [
      ("wire", plan.wire.map { .section(entries($0)) }),
      ("faults", plan.faults.map { .section(entries($0)) }),
      ("traceSteps", .whole(plan.traceSteps)),
      ("stallAfter", .quantity(plan.stallAfter, .duration)),
      ("launcher", .section([("kind", .word(plan.launcher.kind.rawValue))])),
      ("claims", plan.claims.map { .sections($0.map(entries)) }),
    ]
  }

  private static func entries(_ data: DataPlan) -> [YAMLWriter.Entry] {
    [
      ("format", .word(data.format.rawValue)),
      ("path", data.path.map { .text($0) }),
      ("labels", data.labels.map { .text($0) }),
      ("test", data.test.map { .text($0) }),
      ("testLabels", data.testLabels.map { .text($0) }),
      ("label", data.label.map { .text($0) }),
      ("kind", data.kind.map { .word($0.rawValue) }),
      ("samples", data.samples.map { .whole($0) }),
      ("features", data.features.map { .whole($0) }),
      ("classes", data.classes.map { .whole($0) }),
      ("noise", data.noise.map { .number($0) }),
      ("validation", .number(data.validation)),
      ("limit", data.limit.map { .whole($0) }),
      ("sharded", .flag(data.isSharded)),
    ]
  }

  private static func entries(_ model: ModelPlan) -> [YAMLWriter.Entry] {
    [
      ("kind", .word(model.kind.rawValue)),
      ("layers", .list(model.layers.map { .whole($0) })),
      ("activation", .word(model.activation.rawValue)),
      ("initial", model.initial.map { .text($0) }),
    ]
  }
}

extension YAMLWriter.Value {
  /// A quantity with its unit.
  static func quantity(_ value: Double, _ kind: Quantity) -> Self {
    .word(kind.text(value))
  }
}
