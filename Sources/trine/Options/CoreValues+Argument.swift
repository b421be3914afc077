// SPDX-License-Identifier: MIT

public import ArgumentParser
public import TrineCore

extension CitationKey: ExpressibleByArgument {
  /// Reads a key from the command line.
  public init?(argument: String) {
    self.init(argument)
  }
}

extension Language: ExpressibleByArgument {}

extension ReadingStatus: ExpressibleByArgument {}
