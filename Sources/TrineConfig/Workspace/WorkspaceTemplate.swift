// SPDX-License-Identifier: MIT

public import TrineCore

/// What a workspace begins with.
public struct WorkspaceTemplate {
  /// A file to write.
  public typealias File = (path: String, text: String)

  /// The folders, relative to the workspace, the outer before the inner.
  public static let folders = [
    Workspace.experiments, Workspace.papers, Workspace.topics, Workspace.weeks, Workspace.runCards,
    "reports/figures",
  ]

  /// The files, relative to the workspace.
  /// - Parameters:
  ///   - name: the workspace's name.
  ///   - language: the language of the comments and of the note.
  ///   - timeZone: an IANA name such as `Asia/Tokyo`.
  ///   - today: the day in the note.
  /// - Returns: paths and texts, the settings first.
  public static func files(
    name: String,
    language: Language,
    timeZone: String,
    today: Day
  ) -> [File] {
    let words = TemplateWords(language)
    return [
      (Workspace.settingsFile, settings(name, language, timeZone, words)),
      ("\(Workspace.experiments)/first.yaml", experiment(words)),
      ("\(Workspace.topics)/welcome.md", note(words, today)),
      (".gitignore", ".trine/\n"),
    ]
  }

  private static func settings(
    _ name: String,
    _ language: Language,
    _ timeZone: String,
    _ words: TemplateWords
  ) -> String {
    """
    # \(words.settings)
    name: \(YAMLWriter.scalar(name))
    # \(words.language)
    language: \(language.rawValue)
    # \(words.timeZone)
    timeZone: \(YAMLWriter.scalar(timeZone))
    launcher:
      # \(words.mpirun)
      mpirun: mpirun

    """
  }

  private static func experiment(_ words: TemplateWords) -> String {
    """
    # \(words.experiment)
    #   trine run experiments/first.yaml
    #   trine run experiments/first.yaml ranks=4 train.batch=128
    #   trine run experiments/first.yaml seed=1,2,3

    # \(words.question)
    question: \(words.spirals)
    # \(words.papers)
    papers: []
    tags: [first]

    # \(words.mode)
    mode: sync
    # \(words.ranks)
    ranks: 2
    # \(words.threads)
    threads: 1
    # \(words.seed)
    seed: 1

    data:
      # \(words.format)
      format: synthetic
      kind: spirals
      samples: 3000
      classes: 2
      noise: 0.1
      # \(words.validation)
      validation: 0.1

    model:
      kind: mlp
      # \(words.layers)
      layers: [2, 64, 64, 2]
      activation: relu

    train:
      epochs: 30
      # \(words.batch)
      batch: 64
      optimizer: {kind: sgd, momentum: 0.9, weightDecay: 0.0}
      learningRate: {base: 0.05}

    # \(words.sweep)
    # sweep:
    #   seed: [1, 2, 3]

    """
  }

  private static func note(_ words: TemplateWords, _ today: Day) -> String {
    """
    ---
    title: \(words.welcome)
    tags: [trine]
    added: \(today)
    ---

    # \(words.welcome)

    \(words.welcomeText)

    """
  }
}
