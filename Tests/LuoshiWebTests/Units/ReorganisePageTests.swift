import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

@Suite struct ReorganisePageTests {
    private static let merger = [
        "kind": "merge", "into": "451000-gxj", "others": "", "from": "2022-07-20", "basis": "百编发〔2022〕9 号",
        "note": "<b>",
    ]

    private static func page(_ browser: Browser, _ path: String) async throws -> String {
        String(buffer: try await browser.get(path).body)
    }

    @Test func `the guide previews in sentences, then writes, and last month shows what it showed`() async throws {
        try await TestSite().run { visitor in
            let office = try await visitor.signedIn("office")
            var fields = Self.merger
            fields["csrf"] = try await office.token()
            fields["step"] = "preview"
            let preview = try await office.post("/units/451000-dsjj/reorganise", fields)
            let text = String(buffer: preview.body)
            #expect(preview.status == .ok)
            #expect(text.contains("市大数据发展局并入市工业和信息化局。"))
            #expect(text.contains("换负责单位的任务和目标"))
            #expect(text.contains("name=\"note\" value=\"&lt;b&gt;\""))
            #expect(try await Self.page(office, "/units/451000-dsjj").contains("不再存在") == false)

            fields["step"] = "confirm"
            let done = try await office.post("/units/451000-dsjj/reorganise", fields)
            #expect(done.status == .seeOther)
            let unit = try await Self.page(office, "/units/451000-dsjj")
            #expect(unit.contains("2022-07-20 起不再存在"))
            #expect(unit.contains("已移交的任务和目标"))
            #expect(unit.contains("百编发〔2022〕9 号"))
            let heir = try await Self.page(office, "/units/451000-gxj")
            #expect(heir.contains("承接自"))
            let task = try await Self.page(office, "/tasks/2.5.4")
            #expect(task.contains("（原 市大数据发展局，2022-07-20 并入）"))
            #expect(task.contains("依据 百编发〔2022〕9 号"))
            #expect(try await Self.page(office, "/units").contains("已撤销"))
        }
    }

    @Test func `what is wrong is said beside the field, with everything that was typed`() async throws {
        try await TestSite().run { visitor in
            let office = try await visitor.signedIn("office")
            var fields = Self.merger
            fields["csrf"] = try await office.token()
            fields["basis"] = ""
            fields["note"] = "记在这里"
            let answer = try await office.post("/units/451000-dsjj/reorganise", fields)
            let text = String(buffer: answer.body)
            #expect(answer.status == .unprocessableContent)
            #expect(text.contains("请写明依据"))
            #expect(
                text.contains(
                    "id=\"f-basis\" name=\"basis\" value=\"\" maxlength=\"500\" required aria-invalid=\"true\""))
            #expect(text.contains("value=\"记在这里\""))
            #expect(text.contains("<option value=\"451000-gxj\" selected>"))
        }
    }

    @Test func `a unit with duties is not closed without a successor, before and on confirming`() async throws {
        try await TestSite().run { visitor in
            let office = try await visitor.signedIn("office")
            for step in ["preview", "confirm"] {
                let answer = try await office.post(
                    "/units/451000-kjj/reorganise",
                    [
                        "kind": "close", "successor": "", "from": "2022-07-20", "basis": "b", "step": step,
                        "csrf": try await office.token(),
                    ])
                #expect(answer.status == .unprocessableContent)
                #expect(String(buffer: answer.body).contains("没有单位承接"))
            }
        }
    }

    @Test func `each kind has its form, and a new unit is opened by one`() async throws {
        try await TestSite().run { visitor in
            let office = try await visitor.signedIn("office")
            for kind in UnitEventKind.allCases where kind != .seed && kind != .open {
                let text = try await Self.page(office, "/units/451000-kjj/reorganise?kind=\(kind.rawValue)")
                #expect(text.contains("name=\"kind\" value=\"\(kind.rawValue)\""), "\(kind)")
            }
            #expect(try await Self.page(office, "/units/451000-kjj/reorganise").contains("职能划转"))
            let opened = try await office.post(
                "/units/new/reorganise",
                [
                    "kind": "open", "unit-kind": "enterprise", "name": "某某企业", "credit": "91330100799655058b",
                    "parent:territory": "451082", "from": "2022-08-01", "basis": "登记", "step": "confirm",
                    "csrf": try await office.token(),
                ])
            #expect(opened.headers[.location] == "/units/91330100799655058B")
            #expect(try await Self.page(office, "/units/91330100799655058B").contains("信用代码"))
            #expect(try await Self.page(office, "/units?q=%E6%9F%90%E6%9F%90").contains("某某企业"))
        }
    }

    @Test func `an entry is corrected or taken back with a reason`() async throws {
        try await TestSite().run { visitor in
            let office = try await visitor.signedIn("office")
            let rename = ["kind": "rename", "name": "百色市数据局", "short": "市数据局", "from": "2022-08-01", "basis": "b"]
            var fields = rename
            fields["csrf"] = try await office.token()
            fields["step"] = "confirm"
            #expect(try await office.post("/units/451000-dsjj/reorganise", fields).status == .seeOther)
            #expect(try await Self.page(office, "/tasks/2.5.4").contains("（原 市大数据发展局，2022-08-01 更名）"))
            let form = try await Self.page(office, "/units/451000-dsjj/reorganise?corrects=2")
            #expect(form.contains("value=\"百色市数据局\""))
            #expect(form.contains("更正的理由"))
            fields["corrects"] = "2"
            fields["name"] = "百色市数据管理局"
            #expect(
                String(buffer: try await office.post("/units/451000-dsjj/reorganise", fields).body).contains("更正的理由"))
            fields["reason"] = "全称有误"
            #expect(try await office.post("/units/451000-dsjj/reorganise", fields).status == .seeOther)
            let page = try await Self.page(office, "/units/451000-dsjj")
            #expect(page.contains("百色市数据管理局"))
            #expect(page.contains("全称有误"))
            let none = try await office.post(
                "/unit-events/3/restore", ["reason": "", "csrf": try await office.token()])
            #expect(none.status == .unprocessableContent)
            let back = try await office.post(
                "/unit-events/3/restore", ["reason": "未发文", "csrf": try await office.token()])
            #expect(back.headers[.location] == "/units/451000-dsjj")
            #expect(try await Self.page(office, "/units/451000-dsjj").contains("<h1>市大数据发展局"))
        }
    }

    @Test(arguments: ["leader", "kjj", "pingguo", "auditor"])
    func `whoever does not reorganise is neither offered it nor let through`(login: String) async throws {
        try await TestSite().run { visitor in
            let browser = try await visitor.signedIn(login)
            #expect(try await browser.get("/units/451000-dsjj/reorganise").status == .forbidden)
            #expect(try await browser.get("/units/new/reorganise").status == .forbidden)
            #expect(try await !Self.page(browser, "/units/451000-dsjj").contains("单位调整"))
            var fields = Self.merger
            fields["csrf"] = try await browser.token()
            fields["step"] = "confirm"
            #expect(try await browser.post("/units/451000-dsjj/reorganise", fields).status == .forbidden)
            let restored = try await browser.post(
                "/unit-events/1/restore", ["reason": "x", "csrf": fields["csrf"] ?? ""])
            #expect(restored.status == .forbidden)
        }
    }
}
