import Foundation
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import LuoshiPlan
import Testing

@testable import LuoshiWeb

@Suite struct RulingPageTests {
    private static let decision = [
        "option": "year_2020", "ground_kind": "minutes", "ground_title": "第三次会议纪要", "ground_number": "",
        "ground_day": "2022-08-01", "from": "2022-08-05",
    ]

    private static func text(_ browser: Browser, _ path: String) async throws -> String {
        String(buffer: try await browser.get(path).body)
    }

    @Test func `the office decides in the browser, and the target no longer waits`() async throws {
        try await TestSite().run { visitor in
            let office = try await visitor.signedIn("office")
            #expect(try await Self.text(office, "/rulings").contains("18 项口径待确认"))
            #expect(try await Self.text(office, "/targets/T12").contains("口径待确认"))
            #expect(try await Self.text(office, "/overview").contains("待裁定的口径 18 项"))

            let fields = Self.decision.merging(["csrf": try await office.token()]) { $1 }
            let answer = try await office.post("/rulings/sei_base_year/decide", fields)
            #expect(answer.status == .seeOther)

            let page = try await Self.text(office, "/rulings/sei_base_year")
            #expect(page.contains("<h1>战略性新兴产业占比的基期：以 2020 年为基期</h1>"))
            #expect(page.contains("会议纪要《第三次会议纪要》（2022-08-01）"))
            let target = try await Self.text(office, "/targets/T12")
            #expect(!target.contains("口径待确认"))
            #expect(target.contains("以 2020 年为基期"))
            #expect(try await Self.text(office, "/overview").contains("待裁定的口径 17 项"))
            let sheet = try await Self.text(office, "/rulings/sei_base_year/sheet")
            #expect(sheet.contains("关于战略性新兴产业占比的基期的口径裁定"))
            #expect(sheet.contains("演示数据"))
        }
    }

    @Test(arguments: [
        ("ground_title", "", "请写明依据的名称"), ("ground_day", "", "请写明依据的日期"), ("from", "2025-01-01", "方案期以内"),
        ("option", "", "请先选一项"), ("ground_kind", "document", "请写明文号"),
    ])
    func `a form with a fault comes back with what was typed and the fault beside the field`(
        _ field: String, _ value: String, _ words: String
    ) async throws {
        try await TestSite().run { visitor in
            let office = try await visitor.signedIn("office")
            var fields = Self.decision.merging([
                "csrf": try await office.token(), "ground_title": "第三<次>会议纪要",
            ]) { $1 }
            fields[field] = value
            let answer = try await office.post("/rulings/sei_base_year/decide", fields)
            let page = String(buffer: answer.body)
            #expect(answer.status == .unprocessableContent)
            #expect(page.contains(words))
            #expect(page.contains("class=\"field-fault\" role=\"alert\""))
            if field != "ground_title" { #expect(page.contains("value=\"第三&lt;次&gt;会议纪要\"")) }
            if field != "option" { #expect(page.contains("value=\"year_2020\" checked")) }
            #expect(try await Self.text(office, "/rulings").contains("18 项口径待确认"))
        }
    }

    @Test func `others see the question without a form and are refused when they send one`() async throws {
        try await TestSite().run { visitor in
            for login in ["kjj", "pingguo", "leader", "auditor"] {
                let browser = try await visitor.signedIn(login)
                let page = try await Self.text(browser, "/rulings/sei_base_year")
                #expect(!page.contains("/rulings/sei_base_year/decide"), "\(login)")
                let fields = Self.decision.merging(["csrf": try await browser.token()]) { $1 }
                let answer = try await browser.post("/rulings/sei_base_year/decide", fields)
                #expect(answer.status == .forbidden, "\(login)")
            }
            // 2.6.4 is the city government's to decide, not the office's.
            let office = try await visitor.signedIn("office")
            #expect(!(try await Self.text(office, "/rulings/reward_conditions")).contains("/reward_conditions/decide"))
            let leader = try await visitor.signedIn("leader")
            #expect(try await Self.text(leader, "/rulings/reward_conditions").contains("/reward_conditions/decide"))
        }
    }

    @Test func `units ticked on the page become the members of the group`() async throws {
        try await TestSite().run { visitor in
            let office = try await visitor.signedIn("office")
            #expect(try await Self.text(office, "/tasks/2.6.1.1").contains("成员待裁定"))
            let fields = Self.decision.merging([
                "csrf": try await office.token(), "option": "zone_location", "unit-451002": "1", "unit-451003": "1",
            ]) { $1 }
            let answer = try await office.post("/rulings/counties_concerned/decide", fields)
            #expect(answer.status == .seeOther)
            #expect(try await Self.text(office, "/units/451002").contains("随“有关县（市、区）人民政府”承担"))
            #expect(!(try await Self.text(office, "/units/451022")).contains("随“有关县（市、区）人民政府”承担"))
        }
    }

    @Test func `opinions are asked, answered by the unit alone, and read by those who may`() async throws {
        try await TestSite().run { visitor in
            let office = try await visitor.signedIn("office")
            let asked = try await office.post(
                "/rulings/contract_turnover_start/ask",
                [
                    "csrf": try await office.token(), "unit-451000-kjj": "1", "working_days": "5", "text": "请提意见",
                ])
            #expect(asked.status == .seeOther)
            let bureau = try await visitor.signedIn("kjj")
            let page = try await Self.text(bureau, "/rulings/contract_turnover_start")
            #expect(page.contains("请于 2022-08-12 前答复"))
            let fields = ["csrf": try await bureau.token(), "unit": "451000-kjj", "stance": "other"]
            let empty = try await bureau.post("/rulings/contract_turnover_start/opinion", fields)
            #expect(empty.status == .unprocessableContent)
            #expect(String(buffer: empty.body).contains("请写明意见和理由"))
            let given = try await bureau.post(
                "/rulings/contract_turnover_start/opinion", fields.merging(["reason": "与自治区一致"]) { $1 })
            #expect(given.status == .seeOther)
            #expect(try await Self.text(office, "/rulings/contract_turnover_start").contains("与自治区一致"))
            let county = try await visitor.signedIn("pingguo")
            let other = try await Self.text(county, "/rulings/contract_turnover_start")
            #expect(!other.contains("与自治区一致"))
            #expect(other.contains("已答复"))
        }
    }

    @Test func `a contradiction is settled in the browser`() async throws {
        try await TestSite().run { visitor in
            let office = try await visitor.signedIn("office")
            let fields = Self.decision.merging([
                "csrf": try await office.token(), "prevails": "1.2", "reading": "满 5 人即为完成",
            ]) { $1 }
            let answer = try await office.post("/contradictions/talents_more_or_equal/settle", fields)
            #expect(answer.status == .seeOther)
            let page = try await Self.text(office, "/contradictions/talents_more_or_equal")
            #expect(page.contains("以 1.2 为准：满 5 人即为完成"))
            #expect(try await Self.text(office, "/targets/T04").contains("前后不一致，已处理"))
        }
    }
}

@Suite struct PastPlanPageTests {
    private static let pages = [
        "/overview", "/plan", "/plan/2.2.2", "/tasks", "/tasks/2.2.2", "/targets", "/targets/T06", "/rulings",
        "/rulings/contract_turnover_start", "/contradictions/talents_more_or_equal",
    ]

    private static func site() async throws -> TestSite {
        let site = try await TestSite(preparedOn: "2022-06-01")
        let ground = Ground(kind: .minutes, title: "纪要", number: nil, day: try #require(Day("2022-06-30")))
        func choose(_ option: String, given: String = "") -> RulingChoice { RulingChoice(option: option, given: given) }
        let (first, second) = (site.door(on: "2022-07-11"), site.door(on: "2022-07-20"))
        let office = Actor.account("a-office")
        _ = try await first.perform(
            Rule(ruling: "contract_turnover_start", choice: choose("plan_start"), ground: ground), as: office)
        _ = try await first.perform(
            Rule(ruling: "counties_and_districts", choice: choose("literal"), ground: ground), as: office)
        _ = try await second.perform(
            ReviseRuling(
                ruling: "contract_turnover_start", after: 1, choice: choose("issued"), ground: ground, reason: "复议"),
            as: office)
        return site
    }

    private static func text(_ browser: Browser, _ path: String) async throws -> String {
        String(buffer: try await browser.get(path).body)
    }

    @Test func `before the first plan every page says that there was none`() async throws {
        try await Self.site().run { visitor in
            let leader = try await visitor.signedIn("leader")
            for page in Self.pages + ["/units"] {
                let response = try await leader.get(page + "?on=2022-05-31")
                #expect(response.status == .ok, "\(page)")
                #expect(String(buffer: response.body).contains("那天系统里还没有方案"), "\(page)")
            }
        }
    }

    @Test func `each page shows a past day as it was known then, and leads on to the same day`() async throws {
        try await Self.site().run { visitor in
            let leader = try await visitor.signedIn("leader")
            for (day, open, light) in [
                ("2022-07-10", "18 项口径待确认", true), ("2022-07-11", "16 项口径待确认，2 项已裁定", false),
                ("2022-07-20", "16 项口径待确认，2 项已裁定", false),
            ] {
                #expect(try await Self.text(leader, "/rulings?on=\(day)").contains(open), "\(day)")
                let target = try await Self.text(leader, "/targets/T06?on=\(day)")
                #expect(target.contains("口径待确认") == light, "\(day)")
                #expect(target.contains("/targets?on=\(day)"), "\(day)")
            }
            let ruling = "/rulings/contract_turnover_start?on="
            #expect(try await Self.text(leader, ruling + "2022-07-11").contains("从方案期第一天：2021 年 1 月 1 日</h1>"))
            #expect(try await Self.text(leader, ruling + "2022-07-20").contains("从印发之日：2022 年 5 月 19 日</h1>"))
            #expect(!(try await Self.text(leader, ruling + "2022-07-11")).contains("复议"))
            let unit = "/units/451002?on="
            #expect(!(try await Self.text(leader, unit + "2022-07-10")).contains("随“各县（区）人民政府”承担"))
            #expect(try await Self.text(leader, unit + "2022-07-11").contains("随“各县（区）人民政府”承担"))
            #expect(try await Self.text(leader, "/overview?on=2022-07-10").contains("待裁定的口径 18 项"))
            #expect(try await Self.text(leader, "/plan/2.2.2?on=2022-07-10").contains("成员待裁定"))
            #expect(
                !(try await Self.text(leader, "/tasks/2.2.2?on=2022-07-11")).contains(
                    "各县（区）人民政府<span class=\"note\">（<a"))
        }
    }

    @Test func `a past page offers no form`() async throws {
        try await Self.site().run { visitor in
            let office = try await visitor.signedIn("office")
            #expect(try await Self.text(office, "/rulings/sei_base_year").contains("/sei_base_year/decide"))
            #expect(
                !(try await Self.text(office, "/rulings/sei_base_year?on=2022-07-10")).contains("/sei_base_year/decide")
            )
        }
    }
}
