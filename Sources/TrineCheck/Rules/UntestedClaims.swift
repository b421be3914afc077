// SPDX-License-Identifier: MIT

import TrineCore

/// Claims that no experiment tests.
enum UntestedClaims: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    var tested: Set<String> = []
    for link in workspace.links where link.form == .field {
      guard let id = link.heading, case .note(let name) = link.target else { continue }
      tested.insert("\(names[name]?.name ?? name)#\(id)")
    }
    return workspace.claims.compactMap { claim in
      let reference = "\(claim.citekey)#\(claim.id)"
      guard !tested.contains(reference) else { return nil }
      return Finding(
        .untestedClaim,
        claim.location,
        "no experiment tests the claim '\(claim.id)'",
        fix: "name it in an experiment's 'claims': {claim: \(reference), …}"
      )
    }
  }
}
