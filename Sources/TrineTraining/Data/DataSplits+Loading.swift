// SPDX-License-Identifier: MIT

public import TrineCore

extension DataSplits {
  /// Reads or makes the sets of a plan, or one shard of them.
  ///
  /// With a plan that is not sharded every rank has everything. Otherwise a shard is a contiguous part
  /// of the training samples (of the first `limit` of them) and one of the test samples, each as even
  /// as can be; it sets its own share aside for validation. Reading stops behind what is wanted, and of
  /// files that are not packed only that is read.
  /// - Parameters:
  ///   - plan: Which sets; paths are relative to the current directory.
  ///   - seed: What synthetic sets and the validation split are drawn from.
  ///   - shard: Which of how many shards, from 0; counts when the plan is sharded.
  ///   - beat: Called now and then while this takes its time.
  /// - Returns: the sets, a share of the training samples set aside for validation.
  /// - Throws: a `Diagnostic` that names what is wrong with a file, or what `beat` throws.
  public static func load(
    _ plan: DataPlan,
    seed: Int,
    shard: (index: Int, count: Int) = (0, 1),
    beat: () throws -> Void
  ) throws -> DataSplits {
    let source = try DataSource(plan, seed: seed, shard: shard, isKept: true, beat: beat)
    let parts = try source.parts(beat: beat)
    return DataSplits(
      training: parts.training,
      test: parts.test,
      validation: plan.validation,
      seed: seed,
      shards: plan.isSharded ? shard.count : 1
    )
  }
}
