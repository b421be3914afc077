// SPDX-License-Identifier: MIT

import Testing
import TrineKernels

struct ParameterArenaTests {
  @Test("a new arena holds zeros", arguments: sizes)
  func startsAtZero(count: Int) {
    let arena = ParameterArena(count: count)
    let sum = arena.read(arena.indices) { values in
      values.indices.reduce(Float(0)) { $0 + abs(values[$1]) }
    }
    #expect(arena.count == count)
    #expect(sum == 0)
  }

  @Test("its first float lies at a cache line", arguments: sizes)
  func isAligned(count: Int) {
    let arena = ParameterArena(count: count)
    let address = arena.read(arena.indices) { values in
      unsafe values.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
    }
    #expect(address % 64 == 0)
  }

  @Test("a range that was written is read back, and its neighbours are untouched")
  func editsRanges() {
    var arena = ParameterArena(count: 10)
    arena.edit(2..<5) { values in
      for i in values.indices { values[i] = Float(i + 1) }
    }
    arena.edit(5..<6, reading: 2..<5) { source, target in
      target[0] = source[0] + source[1] + source[2]
    }
    arena.edit(0..<1, 9..<10) { first, second in
      first[0] = 7
      second[0] = 8
    }
    let all = arena.read(arena.indices) { values in values.indices.map { values[$0] } }
    #expect(all == [7, 0, 1, 2, 3, 6, 0, 0, 0, 8])
  }

  /// Some memory, and whether it is still there.
  @safe
  private final class Owner {
    let base = UnsafeMutablePointer<Float>.allocate(capacity: 6)
    let onRelease: () -> Void

    init(onRelease: @escaping () -> Void) {
      self.onRelease = onRelease
      unsafe base.initialize(repeating: 3, count: 6)
    }

    deinit {
      onRelease()
      unsafe base.deallocate()
    }
  }

  @Test("an arena lends memory of somebody else, whom it keeps alive and lets go")
  func lends() {
    var isReleased = false
    do {
      let owner = Owner { isReleased = true }
      let base = unsafe owner.base
      var arena = unsafe ParameterArena(base + 1, count: 4, keeping: consume owner)
      arena.edit(1..<2) { $0[0] = 9 }
      let all = arena.read(arena.indices) { values in values.indices.map { values[$0] } }
      #expect(all == [3, 9, 3, 3])
      let isSame = unsafe arena.address == base + 1
      #expect(isSame)
      #expect(!isReleased)
    }
    #expect(isReleased)
  }

  @Test("the address is where the first float lies")
  func address() {
    var arena = ParameterArena(count: 9)
    unsafe arena.address[8] = 5
    arena.edit(0..<1) { $0[0] = 4 }
    let first = unsafe arena.address[0]
    let last = arena.read(8..<9) { $0[0] }
    #expect(first == 4)
    #expect(last == 5)
  }

  @Test("ranges that overlap or leave the arena are refused")
  func refusesBadRanges() async {
    await #expect(processExitsWith: .failure) {
      var arena = ParameterArena(count: 4)
      arena.edit(0..<2, 1..<3) { _, _ in }
    }
    await #expect(processExitsWith: .failure) {
      var arena = ParameterArena(count: 4)
      arena.edit(0..<2, reading: 1..<3) { _, _ in }
    }
    await #expect(processExitsWith: .failure) {
      ParameterArena(count: 4).read(2..<5) { _ in }
    }
  }
}
