// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  func split() throws {
    for colors in 1...3 { try split(colors) }
    // mpirun starts all ranks of this program on one machine.
    let node = try world.splitByNode()
    expect([node.rank, node.size], [world.rank, world.size], "rank and size on the node")
  }

  /// Ranks of one color, backwards, and a sum among them alone.
  private func split(_ colors: Int) throws {
    let color = world.rank % colors
    let part = try world.split(color: color, key: -world.rank)
    let members = Array((0..<world.size).filter { $0 % colors == color }.reversed())
    expect(part.size, members.count, "size of color \(color) of \(colors)")
    expect(part.rank, members.firstIndex(of: world.rank), "rank in color \(color) of \(colors)")
    var ranks = [Double(part.rank == 0 ? world.rank : 0), Double(world.rank)]
    try ranks.edit(part.allreduce)
    let sums = [members[0], members.reduce(0, +)].map(Double.init)
    expect(ranks, sums, "sum over color \(color) of \(colors)")
  }
}
