// SPDX-License-Identifier: MIT

/// The version of all of Trine: the command line and the ranks it starts.
public enum TrineVersion {
  /// `major.minor.patch`.
  public static let text = "0.1.0"
}
