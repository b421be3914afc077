// SPDX-License-Identifier: MIT

import Glibc
import SystemPackage
public import TrineCore

/// The timelines of all ranks of a run on one clock.
public struct RunTrace {
  private let run: Run
  private let readers: [TraceReader]

  /// Opens the traces of a run's ranks.
  /// - Throws: a `Diagnostic` when none of them left one.
  public init(of run: Run, in workspace: Workspace) throws {
    let folder = RunFolder(workspace.path(run.folder))
    self.run = run
    readers = (0..<run.ranks).compactMap { TraceReader(folder.trace(rank: $0), rank: $0) }
      .filter { $0.head != nil }
    guard !readers.isEmpty else { throw Diagnostic.noTrace(run) }
  }

  /// Writes them as one JSON object in Chrome's trace event format, by the time things began.
  /// - Parameters:
  ///   - steps: Of the first so many steps; of all unless told otherwise.
  ///   - sink: Takes the text in pieces.
  /// - Throws: what the sink throws.
  public func write(steps: Int? = nil, to sink: @escaping ([UInt8]) throws -> Void) throws {
    var writer = TraceWriter(run: run.id.description, ranks: readers.map(\.rank), to: sink)
    let first = readers.compactMap(\.head?.step).min() ?? 0
    let earliest = readers.map(\.start).min() ?? 0
    while let next = readers.min(by: { $0.start < $1.start }), let line = next.head {
      let isWanted = line.step.map { step in steps.map { step - first < $0 } ?? true } ?? true
      if isWanted { try writer.write(line, rank: next.rank, shift: max(0, -earliest)) }
      next.advance()
    }
    try writer.end()
  }

  /// Writes them to a file, which is there whole or not at all.
  public func write(steps: Int? = nil, toFile path: String) throws {
    let hidden = "\(path).partial"
    do {
      let file = try FileDescriptor.open(
        FilePath(hidden),
        .writeOnly,
        options: [.create, .truncate, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead]
      )
      try file.closeAfter { try write(steps: steps) { try file.writeAll($0) } }
      guard rename(hidden, path) == 0 else { throw Errno(rawValue: errno) }
    } catch let error as Errno {
      throw Diagnostic.unwritable(path, error)
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noTrace(_ run: Run) -> Diagnostic {
    let planned = run.config["traceSteps"]?.int
    let fix =
      planned == 0
      ? "its experiment has 'traceSteps: 0'; run it with traceSteps=20"
      : "a run keeps the timeline of its first 'traceSteps' steps; run the experiment again"
    return Diagnostic(.failure, "\(run.id) has kept no timeline", fix: fix)
  }

  fileprivate static func unwritable(_ path: String, _ error: Errno) -> Diagnostic {
    Diagnostic(
      .failure,
      at: SourceLocation(file: path),
      "the trace cannot be written: \(error)",
      fix: "name another place: --output FILE"
    )
  }
}
