// SPDX-License-Identifier: MIT

import Testing

@testable import TrineLanguageServer

struct FileAddressTests {
  @Test(
    "knows a document by one name",
    arguments: [
      ("file:///w/notes/../notes/a.md", "/w/notes/a.md"), ("file:///w/./a%20b.md", "/w/a b.md"),
      ("file:///../../a.md", "/a.md"), ("file:///w/%2E%2E/a.md", "/a.md"),
      ("file:///w/..a/b..md", "/w/..a/b..md"),
    ]
  )
  func names(address: String, path: String) {
    #expect(FileAddress.path(of: address) == path)
  }
}
