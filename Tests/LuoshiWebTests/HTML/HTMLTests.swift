import Testing

@testable import LuoshiWeb

@Suite struct HTMLTests {
    @Test(arguments: ["<script>alert(1)</script>", "\" onmouseover=\"x", "' x='", "a & b", "<!--"])
    func `what a person typed never becomes markup`(_ typed: String) {
        let page: HTML = "<b title=\"\(typed)\">\(typed)</b>"

        let inside = page.text.dropFirst("<b title=\"".count).dropLast("</b>".count)
        #expect(!inside.contains("<"))
        #expect(inside.count { $0 == "\"" } == 1)
        #expect(!inside.contains("'"))
    }

    @Test(arguments: [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "//elsewhere.example/x", "data:text/html,x", " /x",
        "\u{9}javascript:x",
    ])
    func `an address that leaves the site by a trick becomes a hash`(_ address: String) {
        let page: HTML = "<a href=\"\(url: address)\">"
        #expect(page.text == "<a href=\"#\">")
    }

    @Test(arguments: ["/tasks/2.3.4", "#t-T16", "https://example.org/", "/search?q=a&b=c"])
    func `an ordinary address stays`(_ address: String) {
        let page: HTML = "\(url: address)"
        #expect(page.text == address.replacing("&", with: "&amp;"))
    }

    @Test func `nothing is nothing and markup joins as it is`() {
        let absent: HTML? = nil
        let parts: [HTML] = ["<i>1</i>", "<i>2</i>"]
        let page: HTML = "\(absent)\(parts, separator: "、")\(3)"
        #expect(page.text == "<i>1</i>、<i>2</i>3")
    }
}
