// SPDX-License-Identifier: MIT

import TrineCore
import TrineStatistics

extension WeeklyReport {
  func addHighlights(to page: inout Page) {
    page.add("## \(phrases.highlights)")
    let items = experiments.compactMap(bestResult) + troubles + reading
    if items.isEmpty {
      page.add(runs.isEmpty ? phrases.nothingHappened : phrases.noResults)
    }
    page.add(items: items)
    page.addBlock("highlights")
  }

  /// The best configuration of an experiment, over its seeds, and its best run.
  private func bestResult(_ experiment: ExperimentWeek) -> String? {
    guard let (metric, group) = experiment.best, let sample = group.sample(metric) else {
      return nil
    }
    let direction = MetricDirection(metric)
    let scored = group.counted.compactMap { run in
      MetricChoice.value(metric, of: run).map { (id: run.id, value: $0) }
    }
    guard let best = scored.max(by: { direction.prefers($1.value, to: $0.value) }) else {
      return nil
    }
    let result = phrases.best(
      Markdown.code(metric),
      sample.description,
      with: group.name.isEmpty ? nil : Markdown.code(group.name)
    )
    let run = phrases.bestRun(links.run(best.id), sample.count > 1 ? best.value.brief : nil)
    return links.experiment(experiment.name) + phrases.colon + result + run
  }

  /// Runs that did not end as they should, and runs that have not ended.
  private var troubles: [String] {
    let failed = runs.filter { $0.status.isFinal && $0.status != .finished }
    let underWay = runs.filter { !$0.status.isFinal }
    var items: [String] = []
    if !failed.isEmpty {
      let list = shortList(failed) { "\(links.run($0.id)) (\(phrases.name($0.status)))" }
      items.append(phrases.notFinished(failed.count, of: runs.count) + list)
    }
    if !underWay.isEmpty {
      items.append(phrases.underWay(underWay.count) + shortList(underWay) { links.run($0.id) })
    }
    return items
  }

  private var reading: [String] {
    guard !papersRead.isEmpty else { return [] }
    let list = shortList(papersRead) { links.paper($0.note.citekey) }
    return [phrases.paperCount(papersRead.count) + phrases.colon + list]
  }

  /// The first few of a list, and how many more there are.
  func shortList<T>(_ all: [T], limit: Int = 5, _ text: (T) -> String) -> String {
    let shown = all.prefix(limit).map(text).joined(separator: phrases.comma)
    return shown + (all.count > limit ? phrases.more(all.count - limit) : "")
  }
}
