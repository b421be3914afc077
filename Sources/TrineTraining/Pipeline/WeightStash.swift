// SPDX-License-Identifier: MIT

import TrineKernels

/// The versions of a stage's parameters that microbatches in flight have gone forwards with.
///
/// A microbatch goes backwards with the version it went forwards with (Narayanan and others,
/// "PipeDream: Generalized Pipeline Parallelism for DNN Training", 2019, "weight stashing"). A version
/// is copied when it is about to change and somebody in flight still needs it, so that the last stage,
/// which takes each microbatch back at once, copies nothing.
final class WeightStash {
  private final class Version {
    var parameters: ParameterArena

    init(count: Int) {
      parameters = ParameterArena(count: count)
    }
  }

  /// Old versions, which take turns: no more of them are needed than others can be in flight beside
  /// the one that goes backwards.
  private let old: [Version]
  /// The versions of the microbatches in flight, which take turns.
  private var used: [Int]
  private var begun = 0
  private var ended = 0
  private var current = 0

  /// Makes room for versions of `count` parameters.
  init(count: Int, inFlight: Int) {
    old = (1..<max(1, inFlight)).map { _ in Version(count: count) }
    used = [Int](repeating: 0, count: max(1, inFlight))
  }

  /// Bytes it holds.
  var byteCount: Int { old.reduce(0) { $0 + $1.parameters.count } * MemoryLayout<Float>.stride }
  /// How many versions there are at most, the current one included.
  var versionCount: Int { old.count + 1 }

  /// Notes that a microbatch goes forwards with the current version.
  func begin() {
    precondition(begun - ended < used.count, "more than \(used.count) microbatches are in flight")
    used[begun % used.count] = current
    begun += 1
  }

  /// Ends the flight of the oldest microbatch, and lends the version it went forwards with.
  func end<Result>(
    _ parameters: borrowing ParameterArena,
    _ body: (borrowing ParameterArena) throws -> Result
  ) rethrows -> Result {
    precondition(ended < begun, "no microbatch is in flight")
    let version = used[ended % used.count]
    ended += 1
    guard version < current else { return try body(parameters) }
    return try body(old[version % old.count].parameters)
  }

  /// Keeps the current version, which is about to change, where somebody in flight needs it.
  func keep(_ parameters: borrowing ParameterArena) {
    if begun > ended, used[(begun - 1) % used.count] == current {
      parameters.read(parameters.indices) { values in
        let version = old[current % old.count]
        version.parameters.edit(version.parameters.indices) { Vector.copy(values, into: &$0) }
      }
    }
    current += 1
  }
}
