// SPDX-License-Identifier: MIT

import TrineCore
import TrineStatistics

extension WeeklyReport {
  func addRuns(to page: inout Page) {
    page.add("## \(phrases.runs)")
    page.add(experiments.isEmpty ? phrases.noRuns : phrases.legend)
    for experiment in experiments {
      add(experiment, to: &page)
    }
  }

  private func add(_ experiment: ExperimentWeek, to page: inout Page) {
    page.add("### \(links.experiment(experiment.name))")
    if let question = experiment.question, !question.isEmpty {
      page.add("> \(Markdown.text(question))")
    }
    if !experiment.papers.isEmpty {
      page.add(phrases.papers + phrases.colon + paperList(experiment.papers))
    }
    page.add(table(experiment))
    let finished = experiment.runs.count { $0.status == .finished }
    let hours = TimeText.hours(TimeText.computeHours(experiment.runs))
    page.add("\(phrases.finished(finished, of: experiment.runs.count)) · \(phrases.hours(hours))")
    page.add(items: experiment.runs.filter { $0.status != .finished }.map(outcome))
    page.addBlock("experiment \(experiment.name)")
  }

  /// Papers, linked; a key without a note says so.
  private func paperList(_ keys: [CitationKey]) -> String {
    keys.map { key in
      links.papers[key] == nil ? "\(links.paper(key)) (\(phrases.noNote))" : links.paper(key)
    }.joined(separator: phrases.comma)
  }

  /// `- [x-4](…) failed: why`.
  private func outcome(_ run: Run) -> String {
    let reason = run.reason.map { phrases.colon + Markdown.text($0) } ?? ""
    return "\(links.run(run.id)) **\(phrases.name(run.status))**\(reason)"
  }

  /// Configurations × final metrics.
  private func table(_ experiment: ExperimentWeek) -> String {
    let metrics = MetricChoice.columns(experiment.groups.flatMap(\.counted))
    let isNamed = experiment.groups.count > 1
    let header =
      (isNamed ? [phrases.configuration] : []) + metrics.map(Markdown.code)
      + [phrases.seeds, phrases.computeHours, phrases.runs.lowercased()]
    let rows = experiment.groups.map { group in
      (isNamed ? [Markdown.code(group.name)] : []) + metrics.map { cell(group, $0) }
        + ["\(group.counted.count)", TimeText.hours(TimeText.computeHours(group.runs))]
        + [runList(group)]
    }
    let figures = Set((isNamed ? 1 : 0)..<(header.count - 1))
    return Markdown.table(header, numeric: figures, rows: rows)
  }

  /// The numbers of a group's runs, linked.
  private func runList(_ group: RunGroup) -> String {
    group.runs.map { links.run($0.id, label: "#\($0.id.number)") }.joined(separator: " ")
  }

  /// Mean and deviation; n where it is not the row's.
  private func cell(_ group: RunGroup, _ metric: String) -> String {
    guard let sample = group.sample(metric) else { return "–" }
    return sample.count == group.counted.count ? sample.text : sample.description
  }
}
