// SPDX-License-Identifier: MIT

extension RunPlan {
  /// The plan as JSON, which is what a run of it has as its config.
  public func config() throws -> JSONValue {
    try JSONValue(encoding: self)
  }
}
