// SPDX-License-Identifier: MIT

public import TrineCore
import TrineFiles

/// Reads an experiment: YAML and the changes of the command line in, checked plans out.
public enum ExperimentReader {
  /// One plan per point of the cross product of the file's `sweep:` and of overrides `key=a,b,c`;
  /// one plan without a sweep.
  ///
  /// The points come in the order of the keys in the file, then of the command line; the last key
  /// changes fastest.
  /// - Parameters:
  ///   - file: the file as the user wrote it, for messages and the default of `name`.
  ///   - text: what the file holds.
  ///   - overrides: `key=value`, `key=a,b,c`, `+key=value`, `~key`; values in YAML's flow style.
  /// - Returns: the plans in the order in which to run them; never none.
  /// - Throws: `Diagnostics` with all problems in the order of the file, or one `Diagnostic` when
  ///   the text is no YAML.
  public static func plans(
    file: String,
    text: String,
    overrides: [String]
  ) throws -> [RunPlan] {
    guard let root = try YAMLDocument.node(text, file: file) else { throw Diagnostic.empty(file) }
    let problems = Problems(file: file, arguments: overrides)
    var matrix = RunMatrix(root, problems: problems)
    for argument in overrides {
      do throws(Diagnostic) {
        try matrix.apply(Override(argument))
      } catch {
        problems.add(error)
      }
    }
    let swept = matrix.swept
    let variants = try matrix.variants()
    var plans = variants.map { plan($0, swept: swept, problems: problems) }
    let claims = variants.first.flatMap { ClaimsReader.claims(in: $0, problems: problems) }
    for index in plans.indices { plans[index].claims = claims }
    try problems.throwIfAny()
    return plans
  }

  /// Reads an experiment's file; see `plans(file:text:overrides:)`.
  public static func load(path: String, overrides: [String]) throws -> [RunPlan] {
    let text = try FileText.readValid(path, kind: experiment)
    return try plans(file: path, text: text, overrides: overrides)
  }

  private static let experiment = FileKind(
    "experiment",
    suffixes: [".yaml", ".yml"],
    except: [Workspace.settingsFile],
    causeWhenMissing: .usage
  )

  private static func plan(
    _ root: ConfigNode,
    swept: SweptTexts,
    problems: Problems
  ) -> RunPlan {
    let own = Problems(file: problems.file)
    let name = ExperimentName.fallback(for: problems.file)
    let plan = RunPlan(reading: root, swept: swept, defaultName: name, problems: own)
    if root.node(at: "name") == nil, !ExperimentName.isValid(name) {
      own.add(.fileCannotName(name, file: problems.file))
    }
    problems.add(own)
    return plan
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func empty(_ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file, line: 1),
      "the file is empty",
      fix: "write an experiment; 'trine init' makes an example, experiments/first.yaml"
    )
  }

  fileprivate static func fileCannotName(_ name: String, file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file),
      "the experiment has no 'name', and the file's, '\(name)', cannot name runs: a name has "
        + ExperimentName.rule,
      fix: "write a 'name', or rename the file; \(ExperimentName.fix(for: name))"
    )
  }
}
