// SPDX-License-Identifier: MIT

import Synchronization
import TrineCore
import TrineLaunch

/// Tells a person how a run gets on: one line that keeps changing on a terminal, one line an epoch
/// elsewhere, nothing when quiet.
final class ProgressPrinter: Sendable {
  private let isQuiet: Bool
  private let isTerminal: Bool
  /// Whether the terminal's current line shows progress.
  private let isLineOpen = Mutex(false)

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    isTerminal = Console.isInteractive
  }

  /// Shows one piece of news.
  func show(_ progress: RunProgress) {
    guard !isQuiet else { return }
    switch progress {
    case .started(let run, let threads): note(run.line(threads: threads))
    case .resumed(let run, let threads, let step):
      note("\(run.line(threads: threads)), resumed after step \(step.grouped)")
    case .beat(let beat): if isTerminal { replace(beat.line) }
    case .measured(let event): note(event.line)
    case .noted(let rank, let message): note("rank \(rank): \(message)")
    case .warned(let rank, let message): note("rank \(rank) warns: \(message)")
    }
  }

  /// Ends the line that shows progress, if there is one.
  func close() {
    isLineOpen.withLock { isOpen in
      if isOpen { Console.replaceLine("") }
      isOpen = false
    }
  }

  private func note(_ line: String) {
    guard !line.isEmpty else { return }
    close()
    Console.note(line)
  }

  private func replace(_ line: String) {
    isLineOpen.withLock { isOpen in
      Console.replaceLine(line.truncated(to: Console.width - 1))
      isOpen = true
    }
  }
}

// MARK: - Lines

extension RunBeat {
  /// `epoch 3.4/10  loss 0.4121  21,904 samples/s  0:42 left`.
  fileprivate var line: String {
    var parts = ["epoch \(epoch.fixed(1))/\(epochs)"]
    if let loss { parts.append("loss \(loss.fixed(4))") }
    if let throughput { parts.append("\(throughput.brief) samples/s") }
    if let timeLeft { parts.append("\(timeLeft.duration) left") }
    return parts.joined(separator: "  ")
  }
}

extension Run {
  /// `sync-two-1: 2 ranks, seed 1, 1 BLAS thread each, .trine/runs/sync-two-1`.
  fileprivate func line(threads: Int) -> String {
    "\(id): \(ranks.counted("rank")), seed \(seed), \(threads.threadText), \(folder)"
  }
}

extension TrainingEvent {
  /// `epoch 3  train/loss 0.4121  test/accuracy 0.8790  throughput 21,904`, losses first; in the
  /// middle of an epoch `epoch 3.52`.
  fileprivate var line: String {
    let values = (values ?? [:]).sorted { ($0.key.rank, $0.key) < ($1.key.rank, $1.key) }
    let figures = values.map { "\($0.key) \($0.value.brief)" }
    let epoch = epoch ?? 0
    let place = epoch.fixed(epoch == epoch.rounded() ? 0 : 2)
    return (["epoch \(place)"] + figures).joined(separator: "  ")
  }
}

extension String {
  /// The place of a metric in a line: training, validation, test, then the rest.
  fileprivate var rank: Int {
    ["train/", "validation/", "test/"].firstIndex { hasPrefix($0) } ?? 3
  }
}
