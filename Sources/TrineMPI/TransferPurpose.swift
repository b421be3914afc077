// SPDX-License-Identifier: MIT

import TrineCore

/// What a message or transfer does, to name it in errors and to check what came.
enum TransferPurpose: CustomStringConvertible {
  case send(Int, Kind, to: Int)
  case receive(Int, Kind, from: Int)
  case allreduce(Int)

  /// What its values are.
  var kind: Kind {
    switch self {
    case .send(_, let kind, _), .receive(_, let kind, _): kind
    case .allreduce: .floats
    }
  }

  /// How many values it moves.
  var count: Int {
    switch self {
    case .send(let count, _, _), .receive(let count, _, _), .allreduce(let count): count
    }
  }

  /// The other rank; 0 where there are many.
  var peer: Int {
    switch self {
    case .send(_, _, let rank), .receive(_, _, let rank): rank
    case .allreduce: 0
    }
  }

  /// Whether values must come.
  var isReceive: Bool {
    if case .receive = self { true } else { false }
  }

  /// `send of 4,096 floats to rank 3`.
  var description: String {
    switch self {
    case .send(let count, let kind, let rank): "send of \(count.grouped) \(kind) to rank \(rank)"
    case .receive(let count, let kind, let rank):
      "receive of \(count.grouped) \(kind) from rank \(rank)"
    case .allreduce(let count): "allreduce of \(count.grouped) floats"
    }
  }
}

/// What a message is made of.
enum Kind {
  case floats
  case bytes

  /// Bytes of a value.
  var stride: Int { self == .floats ? MemoryLayout<Float>.stride : 1 }
}
