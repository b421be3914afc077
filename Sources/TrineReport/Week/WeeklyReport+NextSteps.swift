// SPDX-License-Identifier: MIT

import TrineCore

extension WeeklyReport {
  /// What follows from the data: failures to look at, spreads not known, papers to read.
  func addNextSteps(to page: inout Page) {
    page.add("## \(phrases.nextSteps)")
    let steps = failures + divergences + singleSeeds + missingNotes + brokenNotes + readingList
    if steps.isEmpty { page.add(phrases.noSteps) }
    page.add(items: steps)
    page.addBlock("next-steps")
  }

  /// Runs that failed or got lost; one that a person killed is no riddle.
  private var failures: [String] {
    runs.filter { [.failed, .lost].contains($0.status) }.map { run in
      phrases.lookAt(links.run(run.id), run.status, run.reason.map(Markdown.text))
    }
  }

  /// Runs that finished with a number that is none.
  private var divergences: [String] {
    runs.filter { $0.status == .finished }.compactMap { run in
      let metric = run.metrics.filter { !$0.value.last.isFinite }.keys.min()
      return metric.map { phrases.diverged(links.run(run.id), Markdown.code($0)) }
    }
  }

  /// Experiments with a result whose spread nobody knows.
  private var singleSeeds: [String] {
    experiments.compactMap { experiment in
      let single = experiment.groups.filter(\.hasLoneResult)
      guard !single.isEmpty else { return nil }
      return phrases.addSeeds(
        links.experiment(experiment.name),
        single.count,
        of: experiment.groups.count,
        command(experiment, single)
      )
    }
  }

  /// The command that runs a lone configuration with two more seeds.
  private func command(_ experiment: ExperimentWeek, _ groups: [RunGroup]) -> String? {
    guard experiment.groups.count == 1, links.experimentFiles.contains(experiment.name),
      let used = groups.first?.counted.first?.seed
    else { return nil }
    let others = [1, 2, 3].filter { $0 != used }.prefix(2).map(String.init)
    let file = "\(Workspace.experiments)/\(experiment.name).yaml"
    return Markdown.code("trine run \(file) seed=\(others.joined(separator: ","))")
  }

  /// Papers that this week's experiments name and nobody has taken a note on.
  private var missingNotes: [String] {
    let named = Set(experiments.flatMap(\.papers)).filter { links.papers[$0] == nil }
    return named.sorted().map { key in
      phrases.writeNote(links.paper(key), for: experimentList(namedBy[key] ?? []))
    }
  }

  private var brokenNotes: [String] {
    papers.compactMap { entry in
      let note = Markdown.link(entry.note.citekey.description, to: links.path(to: entry.file))
      return entry.problem.map { phrases.mendNote(note, Markdown.text($0)) }
    }
  }

  /// Up to five papers to read: those begun first, then those that experiments name, the longest
  /// waiting first.
  private var readingList: [String] {
    let waiting = papers.filter {
      [.toRead, .reading].contains($0.note.status) && $0.problem == nil
    }
    let ordered = waiting.sorted { left, right in
      rank(left) == rank(right)
        ? (left.note.added?.description ?? "9", left.note.citekey)
          < (right.note.added?.description ?? "9", right.note.citekey)
        : rank(left) < rank(right)
    }
    return ordered.prefix(5).map { entry in
      let experiments = namedBy[entry.note.citekey] ?? []
      return phrases.read(
        "\(links.paper(entry.note.citekey)) (\(Markdown.text(entry.note.title)))",
        for: experiments.isEmpty ? nil : experimentList(experiments)
      )
    }
  }

  private func rank(_ entry: PaperEntry) -> Int {
    if entry.note.status == .reading { return 0 }
    return namedBy[entry.note.citekey]?.isEmpty == false ? 1 : 2
  }
}
