import Testing

@testable import LuoshiWeb

@Suite struct PhrasebookTests {
    private let book = Phrasebook(
        """
        # a comment\twith a tab
        任务\tTasks
        共 {} 项任务\t{} tasks
        {} 的第 {} 页\tpage {2} of {1}
        {} 件待办\t{} item{s} {is|are} open
        没有找到{}，请核对。\tNot found: {}. Please check.
        {} 年 {} 月 {} 日\t{3} {2:month} {1}
        看见\tSee
        ，而且\t, and
        设立{}。\t{} is set up.
        任务[menu]\tWork
        牵头\tlead
        检索\tsearch
        """)

    private func english(_ page: () -> HTML) -> String { Phrasebook.$current.withValue(book) { page().text } }

    @Test func `phrases between tags and in attributes are translated, values keep their place`() {
        #expect(english { "<h1>任务</h1> <p>共 \(3) 项任务</p>" } == "<h1>Tasks</h1> <p>3 tasks</p>")
        #expect(english { "<p>\("表") 的第 \(2) 页</p>" } == "<p>page 2 of <span lang=\"zh-CN\">表</span></p>")
        #expect(english { "<input placeholder=\"检索\">" } == "<input placeholder=\"search\">")
        #expect(english { " title=\"检索\"" } == " title=\"search\"")
        let inner = english { "<b>\("牵头")</b>（\(1)）" }
        #expect(inner == "<b>lead</b> (1)")
    }

    @Test func `what people wrote stays as it is, and cannot become markup`() {
        #expect(english { "<p>\("共 3 项<b>")</p>" } == "<p><span lang=\"zh-CN\">共 3 项&lt;b&gt;</span></p>")
        #expect(
            english { "<input value=\"\("任务")\"><textarea>\("任务")</textarea>" }
                == "<input value=\"任务\"><textarea>任务</textarea>")
        #expect(english { "<option>\("甲乡")</option>" } == "<option>甲乡</option>")
    }

    @Test func `a sentence that was made elsewhere is found by its words, its values by theirs`() {
        #expect(english { "<p>\("没有找到任务，请核对。")</p>" } == "<p>Not found: Tasks. Please check.</p>")
        #expect(english { "\("没有找到甲乡，请核对。")" } == "Not found: <span lang=\"zh-CN\">甲乡</span>. Please check.")
        #expect(english { "\("2022 年 8 月 5 日")" } == "5 August 2022")
        #expect(english { "\("任务、检索")" } == "Tasks, search")
        #expect(english { "\("任务、甲乡")" } == "<span lang=\"zh-CN\">任务、甲乡</span>")
    }

    @Test func `what may be the plan's own keeps its words; what is said by the product does not`() {
        #expect(english { "\("设立科技支行。")" } == "<span lang=\"zh-CN\">设立科技支行。</span>")
        #expect(english { "\(said: "设立甲乡。")" } == "<span lang=\"zh-CN\">甲乡</span> is set up.")
        #expect(english { "\(typed: "任务")" } == "<span lang=\"zh-CN\">任务</span>")
        #expect(english { "\("甲乡：2022 年 8 月 5 日")" } == "<span lang=\"zh-CN\">甲乡</span>: 5 August 2022")
        #expect(english { "<li>\("任务", in: "[menu]")</li>\("检索", in: "[menu]")" } == "<li>Work</li>search")
    }

    @Test func `one is not many, and a word keeps its distance from a link`() {
        #expect(english { "\(1) 件待办" } == "1 item is open")
        #expect(english { "\(2) 件待办" } == "2 items are open")
        #expect(english { "看见<a>任务</a>检索" } == "See <a>Tasks</a> search")
        #expect(english { "看见<a href=\"/x\">任务</a> ，而且" } == "See <a href=\"/x\">Tasks</a>, and")
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
