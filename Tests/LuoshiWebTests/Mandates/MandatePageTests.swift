import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

@Suite struct MandatePageTests {
    private static func text(_ response: TestResponse) -> String { String(buffer: response.body) }

    private static func access(_ token: String, _ changes: [String: String] = [:]) -> [String: String] {
        [
            "csrf": token, "login": "pingguo", "role": "inspection", "basis": "审计通知书", "number": "百审通〔2022〕8 号",
            "from": "2022-08-05", "until": "2022-12-31", "unit:451002": "yes",
        ].merging(changes) { $1 }
    }

    @Test func `the office grants access, prints its paper and ends it`() async throws {
        try await TestSite().run { visitor in
            let office = try await visitor.signedIn("office")
            let granted = try await office.post("/mandates", Self.access(try await office.token()))
            #expect(granted.status == .seeOther)
            let place = try #require(granted.headers[.location])
            let paper = Self.text(try await office.get(place))
            for words in ["查阅授权书", "百审通〔2022〕8 号", "右江区及所属", "2022 年 8 月 5 日至 2022 年 12 月 31 日", "只供查阅", "演示数据"] {
                #expect(paper.contains(words), "\(words)")
            }
            let guest = try await visitor.signedIn("pingguo")
            #expect(try await guest.get("/audit?of=unit:451002").status == .ok)
            #expect(Self.text(try await guest.get("/me/mandates")).contains("审计通知书"))
            let ended = try await office.post(
                "/mandates/end",
                ["csrf": try await office.token(), "id": String(place.dropFirst("/mandates/".count)), "reason": "提前办结"])
            #expect(ended.status == .seeOther)
            #expect(try await guest.get("/audit?of=unit:451002").status == .forbidden)
            #expect(Self.text(try await office.get("/mandates")).contains("已终止"))
        }
    }

    @Test(arguments: [
        ("number", "", "文号"), ("login", "nobody", "没有找到"), ("until", "2023-08-06", "最长一年"), ("until", "", "请选择起始日期"),
        ("unit:451002", "", "百审通"), ("role", "office", "不能凭授权书授予"),
    ])
    func `a mistake in the form of an access is said, and what was typed stays`(
        field: String, value: String, words: String
    ) async throws {
        try await TestSite().run { visitor in
            let office = try await visitor.signedIn("office")
            var fields = Self.access(try await office.token(), [field: value])
            if field == "unit:451002" { fields[field] = nil }
            let response = try await office.post("/mandates", fields)
            let page = Self.text(response)
            #expect(response.status == .unprocessableContent)
            #expect(page.contains(words))
            #expect(page.contains("role=\"alert\""))
            #expect(page.contains("value=\"审计通知书\""))
        }
    }

    @Test func `somebody delegates a post and the delegate sees it; a mistake keeps what was typed`() async throws {
        let site = try await TestSite()
        let mate = CreateAccount(
            login: "mate", person: "同事甲", unit: "451082", roles: [], passwordHash: await TestSite.hash.value)
        _ = try await site.door.perform(mate, as: .system("test"))
        try await site.run { visitor in
            let clerk = try await visitor.signedIn("pingguo")
            var fields = [
                "csrf": try await clerk.token(), "post": "451082/pingguo", "login": "kjj", "from": "2022-08-05",
                "until": "2022-08-12", "all": "yes", "reason": "外出培训",
            ]
            let wrong = try await clerk.post("/me/mandates", fields)
            #expect(wrong.status == .unprocessableContent)
            #expect(Self.text(wrong).contains("没有找到可以授权的账号“kjj”"))
            #expect(Self.text(wrong).contains("value=\"外出培训\""))
            fields["login"] = "mate"
            #expect(try await clerk.post("/me/mandates", fields).status == .seeOther)
            let page = Self.text(try await clerk.get("/me/mandates"))
            #expect(page.contains("别人代您办 1 项") && page.contains("同事甲"))
            let delegate = try await visitor.signedIn("mate")
            #expect(Self.text(try await delegate.get("/me/mandates")).contains("您代别人办 1 项"))
            #expect(try await delegate.get("/targets").status == .ok)
        }
    }

    @Test func `a refusal names the missing rule and who can help, and looking at another's rights is told to them`()
        async throws
    {
        try await TestSite().run { visitor in
            let clerk = try await visitor.signedIn("pingguo")
            let refused = Self.text(try await clerk.get("/audit?of=unit:451002"))
            for words in ["没有“查看变更记录”的权限", "范围只到“本单位及所属”", "roles.yaml:", "领导小组办公室（市科技领导小组办公室）"] {
                #expect(refused.contains(words), "\(words)")
            }
            #expect(!refused.contains("测试office"))
            #expect(Self.text(try await clerk.get("/me/seen")).contains("没有人看过您的个人信息"))
            let auditor = try await visitor.signedIn("auditor")
            let rights = Self.text(try await auditor.get("/people/p-pingguo/rights"))
            #expect(rights.contains("测试pingguo担任 1 个岗位") && rights.contains("由系统（test）于"))
            let why = try await auditor.get("/rights?who=pingguo&may=audit.read&unit=451002&do=read")
            #expect(Self.text(why).contains("不可以查看变更记录（右江区）"))
            let seen = Self.text(try await clerk.get("/me/seen"))
            #expect(seen.contains("1 人看过您的个人信息，共 2 次") && seen.contains("测试auditor"))
        }
    }
}
