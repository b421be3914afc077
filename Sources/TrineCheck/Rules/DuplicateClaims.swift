// SPDX-License-Identifier: MIT

import TrineCore

/// The claims of a note have an id each.
enum DuplicateClaims: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    var first: [String: SourceLocation] = [:]
    return workspace.claims.compactMap { claim in
      let name = "\(claim.location.file)#\(claim.id)"
      guard let other = first[name] else {
        first[name] = claim.location
        return nil
      }
      return Finding(
        .duplicateClaim,
        claim.location,
        "the claim '\(claim.id)' is there already, on line \(other.line ?? 1)",
        fix: "give one of them another id"
      )
    }
  }
}
