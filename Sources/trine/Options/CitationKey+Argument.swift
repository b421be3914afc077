// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCore

extension CitationKey: @retroactive ExpressibleByArgument {
  /// Reads a key from the command line.
  public init?(argument: String) {
    self.init(argument)
  }
}
