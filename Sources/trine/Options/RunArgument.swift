// SPDX-License-Identifier: MIT

import ArgumentParser

/// Which run is meant.
struct RunArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "An id, a unique prefix of one, 'latest', or '@n' counting back.",
      valueName: "run"
    ),
    completion: Completions.runs
  )
  var selector: String
}
