// SPDX-License-Identifier: MIT

import ArgumentParser

/// How something that is no table is printed.
struct PageFormatOptions: ParsableArguments {
  /// The forms a page can take.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Option(help: "How to print: text or json.")
  var format: Format = .text
}
