// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

extension RankJob {
  /// The bytes of one of a checkpoint's files.
  func file(step: Int, _ suffix: String = "safetensors") throws -> Data {
    let path = "\(folder.path)/\(RunFolder.checkpoint(step: step, suffix))"
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// The bytes of all of a checkpoint's files, by name.
  func files(step: Int) throws -> [String: Data] {
    let prefix = RunFolder.checkpoint(step: step, "").split(separator: "/").last.map(String.init)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.checkpoints)
      .filter { $0.hasPrefix(prefix ?? "") }
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        let url = URL(fileURLWithPath: "\(folder.checkpoints)/\(name)")
        return (name, try Data(contentsOf: url))
      }
    )
  }

  /// Forgets what came after a step, as if the run had been killed there, and goes on to its end,
  /// maybe with another number of ranks.
  func resume(from step: Int, ranks: Int? = nil) throws -> RankJob {
    let kept = RunFolder.checkpoint(step: step, "")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.checkpoints)
    where !"checkpoints/\(name)".hasPrefix(kept) {
      try FileManager.default.removeItem(atPath: "\(folder.checkpoints)/\(name)")
    }
    var plan = plan
    plan.ranks = ranks ?? plan.ranks
    let job = try RankJob(plan, in: folder)
    let finished = try job.start(resuming: RunFolder.checkpoint(step: step, "json")).wait()
    let log = try job.log(rank: 0)
    try #require(finished.exitCode == 0, "\(finished.errors)\n\(log)")
    return job
  }

  /// The sum of what a rank counted in all stretches.
  func total(_ name: String, rank: Int = 0) throws -> Double {
    try events(rank: rank).filter { $0.kind == .phase }.reduce(0) { $0 + ($1.values?[name] ?? 0) }
  }
}

extension RunPlan {
  /// The same with another section `sync`, and maybe with checkpoints on the way.
  func with(_ sync: SyncPlan, checkpointEvery: Interval? = nil) -> RunPlan {
    var plan = self
    plan.sync = sync
    plan.train.checkpointEvery = checkpointEvery
    return plan
  }
}
