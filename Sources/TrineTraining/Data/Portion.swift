// SPDX-License-Identifier: MIT

/// The samples of a file that are wanted: all, the first few, or one shard of those.
///
/// Shards are contiguous parts in the order of the file, as even as can be: their sizes differ by one
/// at most, and a shard is empty only where there are fewer samples than shards.
struct Portion: Hashable {
  /// Only so many of the first samples; `nil` for all.
  var limit: Int?
  /// Which shard, from 0.
  var shard = 0
  /// How many shards there are.
  var shards = 1
  /// Whether the values of text are kept once they have been checked.
  var isKept = true

  /// How many samples all shards have together, of those that are stored.
  func total(of stored: Int) -> Int {
    min(stored, limit ?? stored)
  }

  /// The samples of this shard.
  func rows(of stored: Int) -> Range<Int> {
    (0..<total(of: stored)).part(shard, of: shards)
  }
}

/// What was read of a file, and how much there is for all shards together.
struct SamplePart {
  let dataset: Dataset
  let total: Int
}
