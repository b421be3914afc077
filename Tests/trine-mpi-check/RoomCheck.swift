// SPDX-License-Identifier: MIT

import CTrineMPI
import Glibc
import TrineMPI

extension Check {
  /// All ranks hear the same, whoever wants how much.
  func room() throws {
    let node = try world.splitByNode()
    let room = SharedRoom(world: world, node: node)
    expect(try room.isThere(for: 0), true, "room for nothing")
    expect(try room.isThere(for: 1000), true, "room for 1,000 bytes a rank")
    // What one rank could have, all together could not.
    let isAlone = world.size == 1
    expect(try room.isThere(for: free * 6 / 10), isAlone, "room for six tenths a rank")
    for greedy in 0..<world.size {
      let bytes = world.rank == greedy ? free * 11 / 10 : 0
      expect(try room.isThere(for: bytes), isAlone, "room for what rank \(greedy) wants")
    }
    if free < 1 << 28 { try populate() }
  }

  /// Bytes that are free where shared memory is.
  private var free: Int {
    var folder = statvfs()
    statvfs("/dev/shm", &folder)
    return Int(folder.f_bavail) * Int(folder.f_frsize)
  }

  /// Memory that is promised and not there is noticed before it is touched.
  private func populate() throws {
    guard world.rank == 0 else { return }
    for (bytes, expected) in [(free / 2, 0), (free + 100_000, Int32(TRINE_MPI_NO_ROOM))] {
      let name = "/trine-room-\(getpid())"
      let file = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
      shm_unlink(name)
      defer { close(file) }
      expect(ftruncate(file, bytes), 0, "how a file of \(bytes) bytes was made")
      let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
      expect(trine_mpi_populate(memory, bytes), expected, "memory of \(bytes) bytes")
      munmap(memory, bytes)
    }
  }
}
