// SPDX-License-Identifier: MIT

import TrineCore

/// A request or a notification of the client (JSON-RPC 2.0).
struct RemoteCall {
  /// What the answer refers to; `nil` for a notification, which has none.
  let id: JSONValue?
  let method: String
  let parameters: JSONValue

  /// Reads a message; `nil` for an answer, and for what is no call.
  init?(_ message: JSONValue) {
    guard let method = message["method"]?.string else { return nil }
    id = message["id"]
    self.method = method
    parameters = message["params"] ?? .null
  }
}

/// Why a request cannot be answered.
struct CallFailure: Error {
  /// The codes of JSON-RPC and of the Language Server Protocol.
  enum Code: Int {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParameters = -32602
    case notInitialized = -32002
    case requestFailed = -32803
  }

  let code: Code
  let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

/// What the server sends.
enum RemoteAnswer {
  static func result(_ value: JSONValue, id: JSONValue) -> JSONValue {
    .object(["jsonrpc": .string("2.0"), "id": id, "result": value])
  }

  static func failure(_ failure: CallFailure, id: JSONValue) -> JSONValue {
    let error: [String: JSONValue] = [
      "code": .integer(failure.code.rawValue), "message": .string(failure.message),
    ]
    return .object(["jsonrpc": .string("2.0"), "id": id, "error": .object(error)])
  }

  static func request(_ method: String, _ parameters: JSONValue, id: JSONValue) -> JSONValue {
    .object([
      "jsonrpc": .string("2.0"), "id": id, "method": .string(method), "params": parameters,
    ])
  }

  static func notification(_ method: String, _ parameters: JSONValue) -> JSONValue {
    .object([
      "jsonrpc": .string("2.0"), "method": .string(method), "params": parameters,
    ])
  }
}
