// SPDX-License-Identifier: MIT

import Testing

@testable import TrineFetch

@Suite("Ids of papers")
struct PaperIDTests {
  @Test(
    "an id is found in what people have at hand",
    arguments: [
      ("arxiv:1604.00981", "arxiv:1604.00981"),
      ("arXiv:1604.00981v3", "arxiv:1604.00981"),
      ("1604.00981", "arxiv:1604.00981"),
      ("arxiv:0704.0001", "arxiv:0704.0001"),
      ("https://arxiv.org/abs/1604.00981v2", "arxiv:1604.00981"),
      ("http://arxiv.org/pdf/1604.00981v2.pdf", "arxiv:1604.00981"),
      ("https://www.arxiv.org/pdf/1604.00981?download=1#page=2", "arxiv:1604.00981"),
      ("https://export.arxiv.org/abs/cs/0112017v1", "arxiv:cs/0112017"),
      ("arxiv.org/abs/1604.00981", "arxiv:1604.00981"),
      ("arxiv:cs/0112017", "arxiv:cs/0112017"),
      ("arxiv:math.GT/0309136v2", "arxiv:math/0309136"),
      ("hep-th/9901001", "arxiv:hep-th/9901001"),
      ("doi:10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"),
      ("DOI: 10.1109/TPDS.2011.001", "doi:10.1109/tpds.2011.001"),
      ("10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"),
      ("https://doi.org/10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"),
      (
        "http://dx.doi.org/10.1002/(SICI)1099%3C1::AID%3E3.0.CO;2-A",
        "doi:10.1002/(sici)1099<1::aid>3.0.co;2-a"
      ),
      ("https://doi.org/10.48550/arXiv.1604.00981", "arxiv:1604.00981"),
      ("doi:10.48550/arXiv.cs/0112017", "arxiv:cs/0112017"),
      (" arxiv:1604.00981\n", "arxiv:1604.00981"),
    ]
  )
  func found(text: String, id: String) throws {
    #expect(PaperID(text)?.description == id)
    #expect(PaperID(id)?.description == id)
  }

  @Test(
    "anything else is none",
    arguments: [
      "", " ", "arxiv:", "doi:", "arxiv:16040.0981", "arxiv:1604.009", "1604.009810", "arxiv:v2",
      "doi:10.1145", "doi:10.1145/", "doi:11.1/x", "10.x/y", "10./y", "10.1/a b", "10.1/a\nb",
      "https://example.org/abs/1604.00981", "https://arxiv.org/", "https://arxiv.org/abs",
      "https://notarxiv.org/abs/1604.00981", "arxiv:--output/0112017x", "-o", "--output", "http://",
      "arxiv:../0112017", "chen2016revisiting",
    ]
  )
  func none(text: String) {
    #expect(PaperID(text) == nil)
  }

  @Test("a DOI is one part of a path, whatever is in it")
  func encoded() {
    #expect(PercentCoding.encoded("10.1/../a?b#c%d é;") == "10.1%2F..%2Fa%3Fb%23c%25d%20%C3%A9%3B")
    #expect(PercentCoding.decoded("%E5%8B%BE%20%2f%zz%") == "勾 /%zz%")
  }
}
