// SPDX-License-Identifier: MIT

/// Tags of this module's own messages, which no caller's message has.
///
/// MPI's least upper bound is 32,767.
enum OwnTag {
  /// Where they begin.
  static let first = 32_000
  /// A ring's slices.
  static let ring = first + 1
  /// A tree's halves.
  static let tree = first + 2
  /// Questions for the time, and the answers.
  static let clock = first + 3
  /// What makes a communicator of some ranks.
  static let group = first + 4
}
