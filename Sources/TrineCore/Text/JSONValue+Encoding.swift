// SPDX-License-Identifier: MIT

extension JSONValue {
  /// The value that JSON has for something, without writing and reading its text, which takes ten
  /// times as long for a plan.
  ///
  /// Whole numbers are integers, as they are when the text is read back.
  public init(encoding value: some Encodable) throws {
    let node = JSONNode()
    try node.encode(value)
    self = node.value
  }
}

/// A value that is being made; a class, since containers of one value fill it one after the other.
private final class JSONNode {
  private enum Content {
    case value(JSONValue)
    case object([String: JSONNode])
    case array([JSONNode])
  }

  private var content = Content.object([:])

  var value: JSONValue {
    switch content {
    case .value(let value): value.normalized
    case .object(let members): .object(members.mapValues(\.value))
    case .array(let elements): .array(elements.map(\.value))
    }
  }

  var count: Int {
    if case .array(let elements) = content { elements.count } else { 0 }
  }

  func makeArray() { content = .array([]) }

  func encodeNil() { content = .value(.null) }

  /// The node under a key of an object.
  func member(_ key: some CodingKey) -> JSONNode {
    let node = JSONNode()
    guard case .object(var members) = content else { return node }
    content = .object([:])
    members[key.stringValue] = node
    content = .object(members)
    return node
  }

  /// A node at the end of an array.
  func element() -> JSONNode {
    let node = JSONNode()
    guard case .array(var elements) = content else { return node }
    content = .array([])
    elements.append(node)
    content = .array(elements)
    return node
  }

  func encode(_ value: some Encodable) throws {
    switch value {
    case let value as JSONValue: content = .value(value)
    case let value as Bool: content = .value(.bool(value))
    case let value as String: content = .value(.string(value))
    case let value as Int: content = .value(.integer(value))
    case let value as Double: content = .value(Self.number(value))
    case let value as any BinaryInteger: content = .value(.integer(Int(clamping: value)))
    case let value as Float: content = .value(Self.number(Double(value)))
    default: try value.encode(to: NodeEncoder(node: self))
    }
  }

  /// The texts are those of `JSONText`.
  private static func number(_ value: Double) -> JSONValue {
    if value.isFinite { return .number(value) }
    return .string(value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity")
  }
}

// MARK: - Codable's containers

private struct NodeEncoder: Encoder, SingleValueEncodingContainer {
  let node: JSONNode
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(KeyedNode<Key>(node: node))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.makeArray()
    return UnkeyedNode(node: node)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  func encodeNil() { node.encodeNil() }

  func encode<T: Encodable>(_ value: T) throws { try node.encode(value) }
}

private struct KeyedNode<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: JSONNode
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { node.member(key).encodeNil() }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try node.member(key).encode(value)
  }

  func nestedContainer<Other>(
    keyedBy type: Other.Type,
    forKey key: Key
  ) -> KeyedEncodingContainer<Other> {
    NodeEncoder(node: node.member(key)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    NodeEncoder(node: node.member(key)).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { NodeEncoder(node: node) }

  func superEncoder(forKey key: Key) -> any Encoder { NodeEncoder(node: node.member(key)) }
}

private struct UnkeyedNode: UnkeyedEncodingContainer {
  let node: JSONNode
  var codingPath: [any CodingKey] { [] }
  var count: Int { node.count }

  func encodeNil() { node.element().encodeNil() }

  func encode<T: Encodable>(_ value: T) throws { try node.element().encode(value) }

  func nestedContainer<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    NodeEncoder(node: node.element()).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    NodeEncoder(node: node.element()).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { NodeEncoder(node: node) }
}
