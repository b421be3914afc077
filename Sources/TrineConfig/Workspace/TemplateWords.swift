// SPDX-License-Identifier: MIT

import TrineCore

/// The words of a new workspace's files in one language.
struct TemplateWords: Sendable {
  let settings: String
  let language: String
  let timeZone: String
  let mpirun: String
  let experiment: String
  let question: String
  let spirals: String
  let papers: String
  let mode: String
  let ranks: String
  let threads: String
  let seed: String
  let format: String
  let validation: String
  let layers: String
  let batch: String
  let sweep: String
  let welcome: String
  let welcomeText: String
}

extension TemplateWords {
  /// The words of a language.
  init(_ language: Language) {
    switch language {
    case .en: self = .english
    case .ja: self = .japanese
    }
  }

  private static let english = TemplateWords(
    settings:
      "This file makes the folder a Trine workspace; commands find it from any folder inside.",
    language: "The language of templates, headings and reports: en or ja.",
    timeZone: "Whose days and weeks the reports count, by its IANA name.",
    mpirun: "The mpirun to start, by name or path.",
    experiment:
      "A first experiment, done in seconds. Start it as it is, or change it for one start:",
    question: "What the experiment asks; reports put it beside the runs.",
    spirals: "Does a small network tell two interleaved spirals apart?",
    papers: "Citation keys of the papers it rests on, such as [dean2012large].",
    mode: "How the ranks work together: in sync they average their gradients each step.",
    ranks: "MPI processes.",
    threads: "BLAS threads in each of them.",
    seed: "Of every random draw: the same seed and ranks give the same run.",
    format: "synthetic (kind: spirals or blobs), idx (MNIST's four files), csv, libsvm or npy.",
    validation: "The share of the training samples that is set aside.",
    layers: "The values of a sample, the widths of the hidden layers, the classes.",
    batch: "Samples of one update, split over the ranks.",
    sweep: "One run for each value; with several keys, for each combination.",
    welcome: "Welcome",
    welcomeText: """
      This is the first page of your lab wiki: a page about a topic is a Markdown file in
      `notes/topics`, named after what it is about.

      - **Read**: `trine paper add` makes a note in `notes/papers`, which sums a paper up in three lines.
      - **Run**: `trine run experiments/first.yaml` starts the example over two MPI ranks.
      - **Report**: `trine report week` puts the week's papers and runs together.

      Files are the truth: write and rename them with any editor, and keep them in git. Only `.trine`,
      which holds the runs and the catalog, stays out of it.
      """
  )

  private static let japanese = TemplateWords(
    settings: "このファイルのあるフォルダーが Trine のワークスペースです。中のどのフォルダーからでも見つかります。",
    language: "ひな形・見出し・レポートの言語: en または ja。",
    timeZone: "レポートの日付と週を数えるタイムゾーン (IANA 名)。",
    mpirun: "使用する mpirun の名前またはパス。",
    experiment: "最初の実験です。数秒で終わります。そのまま、または値を変えて実行できます:",
    question: "この実験の問い。レポートで結果の隣に載ります。",
    spirals: "小さなネットワークは絡み合う二本の渦巻きを見分けられるか?",
    papers: "根拠とする論文の citation key。例: [dean2012large]",
    mode: "ランクの協調方法。sync では毎ステップ勾配を平均します。",
    ranks: "MPI プロセスの数。",
    threads: "各プロセスの BLAS スレッドの数。",
    seed: "すべての乱数の種。種とランク数が同じなら結果も同じです。",
    format: "synthetic (kind: spirals か blobs)、idx (MNIST の 4 ファイル)、csv、libsvm、npy のいずれか。",
    validation: "検証用に取り分ける学習サンプルの割合。",
    layers: "1 サンプルの値の数、隠れ層の幅、クラスの数。",
    batch: "1 回の更新に使うサンプル数。ランクに分配されます。",
    sweep: "値ごとに 1 回実行します。キーが複数あればすべての組み合わせです。",
    welcome: "ようこそ",
    welcomeText: """
      研究室 Wiki の最初のページです。トピックのページは `notes/topics` の Markdown ファイルで、
      ファイル名が主題になります。

      - **読む**: `trine paper add` で `notes/papers` にノートを作り、論文を 3 行でまとめます。
      - **動かす**: `trine run experiments/first.yaml` で、例題を 2 つの MPI ランクで実行します。
      - **報告する**: `trine report week` で、その週の論文と実験を 1 つのレポートにまとめます。

      ファイルが正本です。好きなエディターで編集し、git で管理してください。実験の記録とカタログが入る
      `.trine` だけは git の外に置かれます。
      """
  )
}
