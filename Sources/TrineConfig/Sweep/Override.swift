// SPDX-License-Identifier: MIT

import TrineCore

/// One argument that changes a config, in Hydra's grammar.
///
/// `key=value` sets, `key=a,b` sweeps, `+key=value` adds a key that the file does not have,
/// `++key=value` sets either way, `~key` takes a key back to its default. A value is YAML in flow
/// style; a text needs no quotes unless it has a comma.
struct Override {
  /// What is done to the key.
  enum Action {
    case set([ConfigNode])
    case add([ConfigNode])
    case delete
  }

  let key: DottedKey
  let action: Action
  /// The argument, as messages name it.
  let location: SourceLocation

  /// Reads an argument.
  init(_ argument: String) throws(Diagnostic) {
    location = SourceLocation(argument: argument)
    let sign = argument.prefix { "+~".contains($0) }
    let rest = argument.dropFirst(sign.count)
    guard ["", "+", "++", "~"].contains(sign) else { throw .notAnOverride(at: location) }
    let name = rest.prefix { $0 != "=" }
    key = DottedKey(String(name))
    guard !name.isEmpty, !key.parts.contains("") else { throw .notAnOverride(at: location) }
    let hasValue = name.count < rest.count
    guard hasValue != (sign == "~") else {
      throw hasValue ? .deletesWithValue(key, at: location) : .notAnOverride(at: location)
    }
    guard hasValue else {
      action = .delete
      return
    }
    let values = try OverrideValue.nodes(rest.dropFirst(name.count + 1), at: location)
    action = sign == "+" ? .add(values) : .set(values)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func notAnOverride(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .usage,
      at: location,
      "this is not a change to the experiment",
      fix: "write key=value, key=a,b to sweep, +key=value or ~key, such as train.batch=256"
    )
  }

  fileprivate static func deletesWithValue(
    _ key: DottedKey,
    at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      .usage,
      at: location,
      "'~' takes a key back to its default and takes no value",
      fix: "write '~\(key)' alone, or leave the '~' out"
    )
  }
}
