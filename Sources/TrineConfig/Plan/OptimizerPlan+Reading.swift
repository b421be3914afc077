// SPDX-License-Identifier: MIT

import TrineCore

extension OptimizerPlan {
  /// Reads the section `train.optimizer`; keys of another kind keep their defaults.
  init(reading reader: SectionReader) {
    self.init(kind: reader.choice("kind", default: OptimizerPlan().kind))
    guard reader.problems.areSound(reader.full("kind")) else { return }
    reader.reportStrangers(to: kind, under: "kind")
    weightDecay = reader.number("weightDecay", default: weightDecay, .notNegative)
    switch kind {
    case .sgd:
      momentum = reader.number("momentum", default: momentum, .share)
      nesterov = reader.flag("nesterov", default: nesterov)
    case .adam:
      beta1 = reader.number("beta1", default: beta1, .share)
      beta2 = reader.number("beta2", default: beta2, .share)
      epsilon = reader.number("epsilon", default: epsilon, .positive)
    }
  }
}

extension OptimizerPlan.Kind: KeyedChoice {
  /// The keys of the section for this kind.
  var keys: [String] {
    switch self {
    case .sgd: ["momentum", "nesterov", "weightDecay"]
    case .adam: ["beta1", "beta2", "epsilon", "weightDecay"]
    }
  }
}
