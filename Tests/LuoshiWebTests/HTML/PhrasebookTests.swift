import Testing

@testable import LuoshiWeb

@Suite struct PhrasebookTests {
    private let book = Phrasebook(
        """
        # a comment\twith a tab
        任务\tTasks
        共 {} 项任务\t{} tasks
        {} 的第 {} 页\tpage {2} of {1}
        牵头\tlead
        检索\tsearch
        """)

    private func english(_ page: () -> HTML) -> String { Phrasebook.$current.withValue(book) { page().text } }

    @Test func `phrases between tags and in attributes are translated, values keep their place`() {
        #expect(english { "<h1>任务</h1> <p>共 \(3) 项任务</p>" } == "<h1>Tasks</h1> <p>3 tasks</p>")
        #expect(english { "<p>\("表") 的第 \(2) 页</p>" } == "<p>page 2 of 表</p>")
        #expect(english { "<input placeholder=\"检索\">" } == "<input placeholder=\"search\">")
        #expect(english { " title=\"检索\"" } == " title=\"search\"")
        let inner = english { "<b>\("牵头")</b>（\(1)）" }
        #expect(inner == "<b>lead</b> (1)")
    }

    @Test func `what people wrote stays as it is, and cannot become markup`() {
        #expect(english { "<p>\("共 3 项<b>")</p>" } == "<p>共 3 项&lt;b&gt;</p>")
    }

    @Test func `what the book does not know stays Chinese and is remembered`() {
        #expect(english { "<p>还没有 \(1) 份</p>" } == "<p>还没有 1 份</p>")
        #expect(book.missing == ["还没有 {} 份"])
    }

    @Test func `without a choice nothing changes`() {
        let page: HTML = "<h1>任务</h1><p>共 \(3) 项任务</p>"
        #expect(page.text == "<h1>任务</h1><p>共 3 项任务</p>")
    }
}
