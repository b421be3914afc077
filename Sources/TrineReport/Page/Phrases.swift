// SPDX-License-Identifier: MIT

import TrineCore

/// The words of reports and run cards in a workspace's language.
struct Phrases {
  let language: Language

  func pick(_ english: String, _ japanese: String) -> String {
    switch language {
    case .en: english
    case .ja: japanese
    }
  }

  /// `1 run`, `2 runs`, `2 件の実行`.
  private func count(_ count: Int, _ one: String, _ many: String, _ japanese: String) -> String {
    pick("\(count) \(count == 1 ? one : many)", "\(japanese) \(count) 件")
  }
}

// MARK: - Headings

extension Phrases {
  var highlights: String { pick("Highlights", "ハイライト") }
  var runs: String { pick("Runs", "実行") }
  var papersRead: String { pick("Papers read", "読んだ論文") }
  var nextSteps: String { pick("Next steps", "次にすること") }
  var metrics: String { pick("Metrics", "指標") }
  var config: String { pick("Config", "設定") }
  var notes: String { pick("Notes", "メモ") }
  var kept: String { pick("Kept", "保存した書き込み") }

  func title(_ week: Week, workspace: String) -> String {
    pick("\(workspace): week \(week)", "\(workspace)：\(week) 週報")
  }
}

// MARK: - Labels

extension Phrases {
  var papers: String { pick("Papers", "論文") }
  var noNote: String { pick("no note yet", "ノート未作成") }
  var namedBy: String { pick("Named by", "参照している実験") }
  var configuration: String { pick("configuration", "設定") }
  var seeds: String { pick("n", "n") }
  var computeHours: String { pick("compute h", "計算時間 h") }
  var status: String { pick("Status", "状態") }
  var experiment: String { pick("Experiment", "実験") }
  var created: String { pick("Created", "作成") }
  var started: String { pick("Started", "開始") }
  var ended: String { pick("Ended", "終了") }
  var wallTime: String { pick("Wall time", "経過時間") }
  var host: String { pick("Host", "ホスト") }
  var ranks: String { pick("Ranks", "ランク数") }
  var seed: String { pick("Seed", "シード") }
  var computeHoursOfRun: String { pick("Compute hours", "計算時間（h）") }
  var tags: String { pick("Tags", "タグ") }
  var uniqueID: String { pick("Unique id", "一意 ID") }
  var folder: String { pick("Folder", "フォルダ") }
  var checkpoints: String { pick("Checkpoints", "チェックポイント") }
  var metric: String { pick("metric", "指標") }
  var step: String { pick("step", "ステップ") }
  var colon: String { pick(": ", "：") }
  var comma: String { pick(", ", "、") }

  /// The headings of a card's figures, in the order of the table.
  var figures: [String] {
    [
      pick("last", "最終"), pick("best", "最良"), pick("min", "最小"), pick("max", "最大"),
      pick("mean", "平均"), pick("count", "個数"),
    ]
  }

  func name(_ status: RunStatus) -> String {
    switch status {
    case .queued: pick("queued", "待機中")
    case .running: pick("running", "実行中")
    case .finished: pick("finished", "完了")
    case .failed: pick("failed", "失敗")
    case .killed: pick("killed", "中断")
    case .lost: pick("lost", "行方不明")
    }
  }
}

// MARK: - Sentences

extension Phrases {
  func runCount(_ runs: Int) -> String { count(runs, "run", "runs", "実行") }
  func experimentCount(_ number: Int) -> String {
    count(number, "experiment", "experiments", "実験")
  }
  func paperCount(_ number: Int) -> String {
    count(number, "paper read", "papers read", "読んだ論文")
  }
  func hours(_ hours: String) -> String { pick("\(hours) compute hours", "計算時間 \(hours) h") }
  func dates(_ week: Week) -> String {
    pick("\(week.monday) to \(week.sunday)", "\(week.monday)〜\(week.sunday)")
  }

  var pageHint: String {
    pick(
      "Made by `trine report`. Write between the markers called yours: that text stays.",
      "`trine report` が生成。yours という印の間に書いた文章は残る。"
    )
  }

  var legend: String {
    pick(
      "Figures are last values (`throughput`: the run's mean), given as mean ± standard deviation "
        + "over the seeds of finished runs, n of them; of runs with the same seed the newest "
        + "counts. Compute hours are ranks × wall hours of runs that have ended.",
      "値は各実行の最終値（`throughput` は実行の平均）。完了した実行のシードについての平均 ± 標準偏差、n はシードの数。"
        + "同じシードの実行は最新のものだけを数える。計算時間は終了した実行のランク数 × 経過時間。"
    )
  }

  var nothingHappened: String {
    pick("No runs and no papers read this week.", "この週は実行も読んだ論文もない。")
  }
  var noResults: String { pick("No results yet.", "結果はまだない。") }
  var noRuns: String { pick("No runs this week.", "この週の実行はない。") }
  var noPapers: String { pick("No papers read this week.", "この週に読んだ論文はない。") }
  var noSteps: String {
    pick("Nothing follows from the data.", "データから導かれることは特にない。")
  }

  func best(_ metric: String, _ value: String, with group: String?) -> String {
    pick(
      "\(metric) \(value)" + (group.map { " with \($0)" } ?? ""),
      "\(metric) \(value)" + (group.map { "（\($0)）" } ?? "")
    )
  }
  func bestRun(_ run: String, _ value: String?) -> String {
    pick(
      value.map { "; best run \(run) with \($0)" } ?? " in \(run)",
      value.map { "。最良の実行は \(run)（\($0)）" } ?? "（\(run)）"
    )
  }
  func notFinished(_ failed: Int, of all: Int) -> String {
    pick(
      "\(failed) of \(runCount(all)) did not finish: ",
      "実行 \(all) 件のうち \(failed) 件が完了しなかった："
    )
  }
  func underWay(_ number: Int) -> String {
    pick("\(runCount(number)) under way: ", "実行中または待機中 \(number) 件：")
  }
  func finished(_ number: Int, of all: Int) -> String {
    pick("\(runCount(all)), \(number) finished", "実行 \(all) 件、うち完了 \(number) 件")
  }
  func more(_ number: Int) -> String { pick(" and \(number) more", " ほか \(number) 件") }
  func problem(_ text: String) -> String {
    pick("The note does not pass its checks: \(text)", "ノートに問題がある：\(text)")
  }
  func keptExplained(_ name: String) -> String {
    pick(
      "Written under \(name), of which this report has nothing any more:",
      "\(name) の欄に書かれた文章。この報告にはその欄がなくなった。"
    )
  }
}

// MARK: - Next steps

extension Phrases {
  func lookAt(_ run: String, _ status: RunStatus, _ reason: String?) -> String {
    let why = name(status) + (reason.map { colon + $0 } ?? "")
    return pick("Look at \(run): \(why)", "\(run) を調べる：\(why)")
  }
  func diverged(_ run: String, _ metric: String) -> String {
    pick(
      "Look at \(run): its \(metric) is no finite number",
      "\(run) を調べる：\(metric) が有限の数ではない"
    )
  }
  func addSeeds(_ experiment: String, _ single: Int, of all: Int, _ command: String?) -> String {
    let what = pick(
      all == 1 ? "it has one seed" : "\(single) of \(all) configurations have one seed",
      all == 1 ? "シードが一つだけ" : "設定 \(all) 件のうち \(single) 件はシードが一つ"
    )
    return pick(
      "Run \(experiment) with more seeds: \(what), so no spread is known",
      "\(experiment) をほかのシードでも実行する：\(what)で、ばらつきがわからない"
    ) + (command.map { pick(" (\($0))", "（\($0)）") } ?? "")
  }
  func writeNote(_ key: String, for experiments: String) -> String {
    pick(
      "Write a note on \(key), named by \(experiments)",
      "\(key) のノートを書く（\(experiments) が参照）"
    )
  }
  func mendNote(_ key: String, _ problem: String) -> String {
    pick("Mend the note \(key): \(problem)", "ノート \(key) を直す：\(problem)")
  }
  func read(_ paper: String, for experiments: String?) -> String {
    pick(
      "Read \(paper)" + (experiments.map { ", named by \($0)" } ?? ""),
      "\(paper) を読む" + (experiments.map { "（\($0) が参照）" } ?? "")
    )
  }
}
