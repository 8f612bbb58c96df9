import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import LuoshiWork
import Testing

/// Issuing, signing, being late, the stamped sheet.
@Suite struct DutySigningTests {
    @Test(arguments: TestDatabases.engines)
    func `the lead and each cooperating unit gets its own duty; what waits for a ruling is not issued`(
        engine: TestEngine
    ) async throws {
        try await DutyHouse.with(engine) { duties in
            let issue = try await duties.issue()
            #expect([issue.fresh, issue.changed, issue.withdrawn, issue.units] == [5, 0, 0, 4])
            #expect(issue.due == Day("2022-08-12"))
            let overview = try await duties.overview()
            #expect(
                Set(overview.all.map { "\($0.key.clause) \($0.key.unit) \($0.key.role.rawValue)" }) == [
                    "1.1 9000-a lead", "1.1 9000-b cooperating", "1.1 9001 cooperating", "1.1 9002 cooperating",
                    "1.2 9000-b lead",
                ])
            #expect(overview.outlook?.waiting.map(\.duty.name) == ["各园区"])
            #expect(overview.outlook?.waiting.first?.question?.key == "parks")
            // A unit with two duties finds one item, gone when both are signed.
            #expect(try await duties.inbox("b") == ["责任分工签收：待签收"])
            try await duties.take("sign", duties.duty("1.1", of: "9000-b"), as: "b")
            #expect(try await duties.inbox("b") == ["责任分工签收：待签收"])
            try await duties.sign("9000-b", as: "b")
            #expect(try await duties.inbox("b").isEmpty)
            let signed = try await duties.duty("1.1", of: "9000-b")
            #expect(signed.standing == .signed)
            #expect(signed.signing?.actorName == "人at-b")
            #expect(signed.signing?.day == Day("2022-08-05"))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a second time only what is new or says something else is issued, and what is gone is withdrawn`(
        engine: TestEngine
    ) async throws {
        try await DutyHouse.with(engine) { duties in
            #expect(try await duties.issue(clauses: ["1.2"]).fresh == 1)
            #expect(try await duties.issue().fresh == 4)
            let again = try await DutyHouse.refusal { try await duties.issue() }
            #expect(again == "duties_none_new")
            try await duties.sign("9000-a", as: "a")
            let rule = Rule(
                ruling: "parks", choice: RulingChoice(option: "east"),
                ground: Ground(kind: .minutes, title: "纪要", number: nil, day: try #require(Day("2022-08-01"))))
            _ = try await duties.house.door.perform(rule, as: duties.house.system)
            let group = ChangeGroup(
                "counties", members: ["9001"],
                UnitPaper(from: try #require(Day("2022-08-05")), basis: "某编〔2022〕2 号"))
            _ = try await duties.house.door.perform(group, as: duties.house.system)
            let second = try await duties.issue("某办〔2022〕2 号")
            #expect([second.fresh, second.changed, second.withdrawn] == [1, 0, 1])
            let overview = try await duties.overview()
            #expect(!overview.all.contains { $0.key.unit == "9002" })
            #expect(try await duties.inbox("west").isEmpty)
            #expect(try await duties.duty("1.2", of: "9001").issue == "某办〔2022〕2 号")
            #expect(try await duties.duty("1.1", of: "9000-a").standing == .signed)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of two officers who issue at once one is told that nothing is left`(engine: TestEngine) async throws {
        try await DutyHouse.with(engine) { duties in
            let house = duties
            let codes = await withTaskGroup(of: String.self) { group in
                for number in 1...2 {
                    group.addTask {
                        (try? await DutyHouse.refusal { try await house.issue("某办〔2022〕\(number) 号") }) ?? "?"
                    }
                }
                var codes: [String] = []
                for await code in group { codes.append(code) }
                return codes.sorted()
            }
            #expect(codes == ["done", "duties_none_new"])
            let issued = try await duties.overview().all.count
            let cases = try await duties.house.number("SELECT COUNT(*) AS n FROM cases")
            #expect([issued, cases] == [5, 5])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `another unit cannot sign, nobody types a duty, and a number is used once`(engine: TestEngine) async throws {
        try await DutyHouse.with(engine) { duties in
            let door = duties.house.door
            try await duties.issue(clauses: ["1.1"])
            let duty = try await duties.duty("1.1", of: "9000-a")
            await #expect(throws: Refusal.self) { try await duties.take("sign", duty, as: "east") }
            await #expect(throws: Refusal.self) { try await duties.take("question", duty, as: "b", reason: "不是我们") }
            await #expect(throws: Refusal.self) { try await duties.take("withdraw", duty, as: "a", reason: "退回") }
            let typed = EnterRecord("duties", RecordInput(texts: ["unit": "9001", "title": "自己写的"]))
            #expect(
                try await DutyHouse.refusal { try await door.perform(typed, as: duties.actor("a")) }
                    == "register_derived")
            let change = ChangeRecord("duties", duty.record, revision: 1, RecordInput(texts: ["title": "改了"]))
            #expect(
                try await DutyHouse.refusal { try await door.perform(change, as: duties.actor("a")) }
                    == "register_derived")
            let strike = StrikeRecord("duties", duty.record, revision: 1, reason: "不要")
            #expect(
                try await DutyHouse.refusal { try await door.perform(strike, as: duties.actor("a")) }
                    == "register_derived")
            let issue = IssueDuties(number: "某办〔2022〕9 号", issuedOn: try #require(Day("2022-08-05")), workingDays: 5)
            await #expect(throws: Refusal.self) { try await door.perform(issue, as: duties.actor("a")) }
            duties.house.move(to: "2022-08-08")
            #expect(try await DutyHouse.refusal { try await duties.issue(clauses: ["1.2"]) } == "record_invalid")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func
        `when the due day has passed the unit is told once for all its duties, and all that are late are reminded at once`(
            engine: TestEngine
        ) async throws
    {
        try await DutyHouse.with(engine) { duties in
            try await duties.issue()
            try await duties.sign("9000-a", as: "a")
            duties.house.move(to: "2022-08-15")
            #expect(try await duties.house.door.passDeadlines() == 4)
            #expect(try await duties.house.door.passDeadlines() == 0)
            #expect(try await duties.inbox("b", notices: true) == ["“责任分工签收”有事项已超过办理期限（2022-08-12），请尽快办理"])
            #expect(try await duties.inbox("a", notices: true).isEmpty)
            #expect(try await duties.inbox("office", notices: true) == ["逾期：“责任分工签收”有事项停在“待签收”（期限 2022-08-12）"])
            let late = try await duties.overview().all.filter(\.isLate)
            #expect(late.map(\.workingDaysLeft) == [-1, -1, -1, -1])
            let remind = RemindCases(late.map(\.item.id), of: "duty_signing")
            await #expect(throws: Refusal.self) { try await duties.house.door.perform(remind, as: duties.actor("b")) }
            #expect(try await duties.house.door.perform(remind, as: duties.actor("office")) == 4)
            #expect(try await duties.inbox("b", notices: true).count == 2)
            #expect(try await duties.overview().units.first { $0.key == "9000-b" }?.reminders.count == 1)
            for (unit, login) in [("9000-b", "b"), ("9001", "east"), ("9002", "west")] {
                try await duties.sign(unit, as: login)
            }
            #expect(
                try await DutyHouse.refusal {
                    try await duties.house.door.perform(remind, as: duties.actor("office"))
                } == "cases_done")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a sheet is locked to its scan, and shows when it no longer is what was stamped`(engine: TestEngine)
        async throws
    {
        try await DutyHouse.with(engine) { duties in
            try await duties.issue()
            let scan = SentFile(name: "签收单.pdf", bytes: Array("%PDF-1.4\n%%EOF".utf8))
            let stamp = StampDutySheet(unit: "9000-b", issue: "某办〔2022〕1 号", scan: scan)
            let (door, b) = (duties.house.door, duties.actor("b"))
            #expect(try await DutyHouse.refusal { try await door.perform(stamp, as: b) } == "duty_sheet_open")
            try await duties.sign("9000-b", as: "b")
            await #expect(throws: Refusal.self) { try await door.perform(stamp, as: duties.actor("a")) }
            let text = StampDutySheet(
                unit: "9000-b", issue: "某办〔2022〕1 号", scan: SentFile(name: "说明.txt", bytes: Array("已签收".utf8)))
            #expect(try await DutyHouse.refusal { try await door.perform(text, as: b) } == "file_kind")
            #expect(try await door.perform(stamp, as: b) == scan.sha256)
            let sheet = try #require(try await duties.duties(of: "9000-b").sheets.first)
            #expect(sheet.isAsStamped == true)
            let content = try await door.ask(
                DutySheetScan(unit: "9000-b", issue: sheet.issue, hash: scan.sha256), as: duties.actor("office"))
            #expect(content?.bytes == scan.bytes)
            // The plan says something else: what was stamped is no longer what is so.
            let longer = TinyDuties.files.replacing("建成七十个平台。", by: "建成八十个平台。", in: "plan/clauses.yaml")
            try await duties.house.publish(longer)
            duties.house.move(to: "2022-08-08")
            #expect(try await duties.issue("某办〔2022〕3 号").changed == 4)
            let sheets = try await duties.duties(of: "9000-b").sheets
            #expect(sheets.map(\.issue) == ["某办〔2022〕3 号", "某办〔2022〕1 号"])
            #expect(sheets[1].isAsStamped == false)
            #expect(sheets[1].changesSinceStamp.gone == ["1.1 建设平台（配合）"])
            #expect(try await duties.duty("1.1", of: "9000-b").standing == .waiting)
            // On the day it was stamped it was what was stamped.
            #expect(try await duties.duties(of: "9000-b", on: "2022-08-05").sheets.first?.isAsStamped == true)
        }
    }
}

extension WorkHouse {
    /// Adopts a package, agrees with all that it changes of the plan, and publishes it.
    fileprivate func publish(_ files: PackageFiles) async throws {
        try await adopt(files)
        let review = try #require(try await door.ask(Reviews(), as: system).first).record.id
        _ = try await door.perform(AcceptItems(review: review, .confidence(0)), as: system)
        let view = try #require(try await door.ask(ReviewByID(review), as: system))
        _ = try await door.perform(PublishReview(review: review, lastEdit: view.lastEdit), as: system)
    }
}
