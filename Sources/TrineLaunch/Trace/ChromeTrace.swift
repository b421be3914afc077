// SPDX-License-Identifier: MIT

import TrineCore

/// A run's timeline in the form that Perfetto and Chrome open ("Trace Event Format").
///
/// Pure. One thread a rank; times are microseconds on the clock of rank 0.
struct ChromeTrace {
  private let lines: [String]

  /// Puts together what each rank did, or only so many steps of it from the first that was traced;
  /// the run is the name of the process.
  init(run: String, spans: [Int: [TraceSpan]], steps: Int? = nil) throws {
    let first = spans.values.joined().map(\.step).min() ?? 0
    var lines = [try JSONText.line(Name(kind: "process_name", rank: nil, name: run))]
    let ranks = spans.sorted { $0.key < $1.key }
    for (rank, _) in ranks {
      lines.append(try JSONText.line(Name(kind: "thread_name", rank: rank, name: "rank \(rank)")))
    }
    for (rank, spans) in ranks {
      let wanted = spans.filter { span in steps.map { span.step - first < $0 } ?? true }
      for span in wanted.sorted(by: Self.isOuter) {
        lines.append(try JSONText.line(Complete(span, rank: rank)))
      }
    }
    self.lines = lines
  }

  /// The file's text, an event a line.
  var text: String {
    "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n" + lines.joined(separator: ",\n") + "\n]}\n"
  }

  /// Spans by their beginning; of two that begin together the longer one holds the other.
  private static func isOuter(_ a: TraceSpan, _ b: TraceSpan) -> Bool {
    (a.start, -a.end) < (b.start, -b.end)
  }
}

// MARK: - Events

extension ChromeTrace {
  /// An event that names the process or a thread.
  private struct Name: Encodable {
    let name: String
    let ph = "M"
    let pid = 0
    let tid: Int?
    let args: [String: String]

    init(kind: String, rank: Int?, name: String) {
      self.name = kind
      tid = rank
      args = ["name": name]
    }
  }

  /// An event that has a beginning and an end.
  private struct Complete: Encodable {
    let name: String
    let cat: String
    let ph = "X"
    let ts: Double
    let dur: Double
    let pid = 0
    let tid: Int
    let args: [String: Int]

    init(_ span: TraceSpan, rank: Int) {
      name = span.name
      cat = span.phase
      // To the nanosecond, which is finer than the clocks of two ranks agree.
      ts = (span.start * 1e9).rounded() / 1000
      dur = max(0, ((span.end - span.start) * 1e9).rounded() / 1000)
      tid = rank
      args = ["step": span.step]
    }
  }
}
