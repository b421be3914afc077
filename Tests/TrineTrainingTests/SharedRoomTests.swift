// SPDX-License-Identifier: MIT

import Testing
import TrineCore

extension RankSuites {
  @Suite(.enabled(if: SmallMemory.isAllowed, "no other /dev/shm can be mounted here"))
  struct SharedRoomTests {
    private func plan(_ layers: [Int]) -> RunPlan {
      RunPlan.small(data: .blobs(samples: 24, validation: 0), layers: layers, epochs: 1, batch: 8)
    }

    @Test("what all ranks want together is asked for, and memory that is not there is noticed")
    func room() throws {
      let words = SmallMemory.words(megabytes: 20) + Program.mpirun(ranks: 3)
      let finished = try Program.run("/usr/bin/env", words + [Program.collectives, "room"])
      #expect(finished.exitCode == 0, "\(finished.output)\(finished.errors)")
    }

    @Test("groups of ranks that share a node share its memory, or none does")
    func grid() throws {
      // Either pair of replicas wants 3 times 5 MB, beside 10 MB for activations.
      let whole = plan([5, 1600, 1600, 3])
      let grid = whole.tensor(ranks: 4, grid: GridPlan(data: 2, tensor: 2))
      let job = try RankJob(grid).finish(wrapper: SmallMemory.words(megabytes: 34))
      #expect(
        try job.notes().contains(
          "/dev/shm has too little room for 1,291,203 shared floats a rank"
        )
      )
      // With shared memory the first rank of a pair would have more.
      let bytes = try (0..<4).map { try job.total("memory/parameters", rank: $0) }
      #expect(Set(bytes).count == 1)
      try job.expectSame(as: RankJob(whole).finish())
    }

    @Test("where nothing fits, stages and servers send messages")
    func messages() throws {
      let wrapper = SmallMemory.words(megabytes: 3)
      let whole = plan([5, 20_000, 3])
      var piped = whole
      (piped.mode, piped.ranks, piped.sync, piped.pipeline) = (.pipeline, 2, nil, PipelinePlan())
      let stages = try RankJob(piped).finish(wrapper: wrapper)
      let words = "shared floats a rank; stages send each other messages"
      #expect(try stages.notes().contains { $0.hasPrefix("/dev/shm") && $0.hasSuffix(words) })
      try stages.expectSame(as: RankJob(whole).finish())
      let servers = try RankJob(whole.asynchronous(AsyncPlan(), ranks: 2)).finish(wrapper: wrapper)
      let note = "/dev/shm has too little room for the servers' 180,003 parameters"
      #expect(try servers.notes().contains(note))
    }
  }
}
