// SPDX-License-Identifier: MIT

import CTrineMPI
import Glibc
import TrineMPI

/// Tries every collective at many sizes and roots and compares with what it must give.
///
/// The tests start it with mpirun. Prints what is wrong, and on rank 0 how much was tried.
struct CollectiveCheck {
  let communicator: Communicator
  var tried = 0
  var wrong = 0

  /// What rank `rank` puts at place `index`: small whole numbers, so that sums are exact.
  func value(_ rank: Int, _ index: Int) -> Double {
    Double((rank + 1) * 31 + index % 97)
  }

  mutating func expect(_ found: [Double], _ expected: [Double], _ what: String) {
    tried += 1
    guard found != expected else { return }
    wrong += 1
    print("rank \(communicator.rank): \(what) of \(expected.count) values is wrong")
  }

  mutating func allreduce(_ count: Int) throws {
    let sums = (0..<count).map { index in
      (0..<communicator.size).reduce(0) { $0 + value($1, index) }
    }
    var doubles = (0..<count).map { value(communicator.rank, $0) }
    var floats = doubles.map(Float.init)
    try doubles.edit(communicator.allreduce)
    try floats.edit(communicator.allreduce)
    expect(doubles, sums, "allreduce of doubles")
    expect(floats.map(Double.init), sums, "allreduce of floats")
  }

  mutating func broadcast(_ count: Int, from root: Int) throws {
    let world = communicator
    let expected = (0..<count).map { value(root, $0) }
    var doubles = (0..<count).map { value(communicator.rank, $0) }
    var floats = doubles.map(Float.init)
    try doubles.edit { try world.broadcast(&$0, from: root) }
    try floats.edit { try world.broadcast(&$0, from: root) }
    expect(doubles, expected, "broadcast of doubles from \(root)")
    expect(floats.map(Double.init), expected, "broadcast of floats from \(root)")
  }

  mutating func gather(_ count: Int, at root: Int) throws {
    let world = communicator
    let isRoot = communicator.rank == root
    let all = (0..<communicator.size).flatMap { rank in (0..<count).map { value(rank, $0) } }
    let doubles = (0..<count).map { value(communicator.rank, $0) }
    let floats = doubles.map(Float.init)
    var allDoubles = [Double](repeating: 0, count: isRoot ? all.count : 0)
    var allFloats = [Float](repeating: 0, count: isRoot ? all.count : 0)
    try allDoubles.edit { try world.gather(doubles.span, into: &$0, at: root) }
    try allFloats.edit { try world.gather(floats.span, into: &$0, at: root) }
    expect(allDoubles, isRoot ? all : [], "gather of doubles at \(root)")
    expect(allFloats.map(Double.init), isRoot ? all : [], "gather of floats at \(root)")
  }

  /// An error comes back as a code with words, instead of ending the process.
  mutating func errors() {
    var number: Float = 0
    let code = trine_mpi_broadcast_f32(trine_mpi_world(), &number, 1, 1_000_000)
    var text = [CChar](repeating: 0, count: 200)
    trine_mpi_error_text(code, &text, text.count)
    let words = String(
      decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
      as: UTF8.self
    )
    expect([words.contains("MPI_ERR_ROOT") ? 1 : 0], [1], "the error of a bad root (\(words))")
  }
}

extension Array {
  /// Lends the elements for writing.
  mutating func edit(_ body: (inout MutableSpan<Element>) throws -> Void) throws {
    var span = mutableSpan
    try body(&span)
  }
}

do {
  let communicator = try Communicator.world()
  // Starting twice is starting once.
  var check = CollectiveCheck(communicator: try Communicator.world())
  check.expect([Double(communicator.size)], [Double(check.communicator.size)], "the world size")
  for count in [0, 1, 7, 8, 9, 1000, 100_003] {
    try check.allreduce(count)
    for root in 0..<communicator.size {
      try check.broadcast(count, from: root)
      try check.gather(count, at: root)
    }
    try communicator.barrier()
  }
  check.errors()
  if communicator.rank == 0 { print("\(communicator.size) ranks, \(check.tried) checks") }
  exit(check.wrong == 0 ? 0 : 1)
} catch {
  print(error)
  Communicator.abort(exitCode: 1)
}
