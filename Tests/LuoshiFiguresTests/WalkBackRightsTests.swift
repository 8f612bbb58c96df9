import CEL
import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

@testable import LuoshiFigures

/// The walk back tells nobody what a register does not tell them.
@Suite struct WalkBackRightsTests {
    private static func indicator(_ key: String, _ body: String) -> String {
        """
        indicator: \(key)
        clause: "1.1"
        title: \(key)
        unit: 人
        means: 用例
        \(body)
        quality: {source: 台账, check: 核对, accuracy: 准确, limits: 无, remedy: 更正}
        """
    }

    /// Talents whose level, pay and team only some may see.
    private static let files: PackageFiles = {
        var texts = TinyFigures.files.texts
        texts["roles.yaml"] = """
            roles:
              - {key: office, title: 办公室, grants: [{allow: [record.read.*, figure.*, field.read.*], scope: all}]}
              - {key: leader, title: 领导, grants: [{allow: [record.read.*, figure.read], scope: all}]}
              - key: county
                title: 县
                grants:
                  - {allow: [record.read.*, field.read.*, figure.read], scope: subtree}
                  - {allow: figure.read, scope: all, states: [total]}
              - key: mixed
                title: 县甲
                grants:
                  - {allow: field.read.*, scope: subtree}
                  - {allow: [record.read.*, figure.read], scope: all}
            """
        texts["registers/talents.yaml"] = """
            register: talents
            title: 人才
            clause: "1.1"
            belongs_to: host
            named_by: number
            fields:
              - {key: host, title: 单位, type: unit, required: true}
              - {key: number, title: 编号, type: string, required: true, unique: true}
              - {key: came_on, title: 引进日期, type: date, required: true}
              - {key: level, title: 级别, type: choice, access: level, choices: [{key: region, title: 自治区级}, {key: city, title: 市级}]}
              - {key: pay, title: 年薪, type: money, access: pay}
              - {key: kind, title: 类别, type: choice, choices: [{key: full, title: 全职}, {key: part, title: 柔性}]}
            """
        let bodies = [
            "talents": "count: talents\nfrom: this.came_on\nby: [kind, level]",
            "talents_high":
                "count: talents\nwhere: \"has(this.level) && this.level == 'region'\"\nfrom: this.came_on\nby: [kind]",
            "talents_any": "count: talents\nwhere: \"[this].exists(one, has(one.level))\"\nfrom: this.came_on",
            "talents_pay": "sum: talents\nvalue: \"has(this.pay) ? this.pay : 0.0\"\n\"on\": this.came_on",
            "talents_levels": "distinct: talents\neach: \"has(this.level) ? this.level : ''\"\n\"on\": this.came_on",
            "pay_total": "cumulative: {of: talents_pay}",
        ]
        for (key, body) in bodies { texts["indicators/\(key).yaml"] = indicator(key, body) }
        return PackageFiles(texts: texts)
    }()

    private static let counted = ["talents_high", "talents_any", "talents_pay", "talents_levels", "pay_total"]

    private func fill(_ house: FigureHouse) async throws {
        for (number, unit, level) in [
            ("一", "9001-f", "region"), ("二", "9001-f", "city"), ("三", "9002-h", "region"), ("四", "9002-h", "region"),
        ] {
            let texts = [
                "host": unit, "number": number, "came_on": "2022-03-01", "level": level, "pay": "100", "kind": "full",
            ]
            _ = try await house.door.perform(EnterRecord("talents", RecordInput(texts: texts)), as: house.system)
        }
    }

    private func trace(_ key: String, _ unit: String = "9000", as actor: Actor, after: Int = 0, in house: FigureHouse)
        async throws -> FigureTrace
    {
        try await house.door.ask(TraceFigure(key, of: unit, at: "2022-03", after: after), as: actor)
    }

    @Test func `the talents' package has no faults`() {
        let findings = Self.files.check(DefinitionKind.core + DefinitionKind.work + DefinitionKind.figures)
        #expect(findings.errors.map(\.description) == [])
    }

    @Test(arguments: TestDatabases.engines)
    func `who may not see a field gets the sum of what it counts, and no list`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine, Self.files) { house in
            try await fill(house)
            let office = try await house.account("office", unit: "9000-a", roles: ["office"])
            let leader = try await house.account("leader", unit: "9000", roles: ["leader"])
            for key in Self.counted {
                let full = try await trace(key, as: office, in: house)
                let narrow = try await trace(key, as: leader, in: house)
                #expect(full.hidden == 0 && full.withheld == nil && full.parts.count == full.partsInAll, "\(key)")
                #expect(full.parts.isEmpty == false, "\(key)")
                #expect(narrow.figure == full.figure, "\(key)")
                #expect(narrow.children.map(\.figure) == full.children.map(\.figure), "\(key)")
                #expect(narrow.parts.isEmpty && narrow.breakdowns.isEmpty && narrow.next == nil, "\(key)")
                #expect(narrow.partsInAll == full.partsInAll && narrow.hidden == full.partsInAll, "\(key)")
                let withheld = try #require(narrow.withheld)
                #expect(withheld.count == full.partsInAll, "\(key)")
                #expect(withheld.fields.isEmpty == false, "\(key)")
                #expect(withheld.holders.first?.hasPrefix("办公室") == true, "\(key)")
            }
            #expect(try await trace("talents_high", as: leader, in: house).withheld?.fields == ["级别"])
            #expect(try await trace("talents_pay", as: leader, in: house).withheld?.fields == ["年薪"])
            #expect(try await trace("talents_any", as: leader, in: house).withheld?.fields == ["级别", "年薪"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a list goes on as far as the fields may be seen`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine, Self.files) { house in
            try await fill(house)
            let mixed = try await house.account("mixed", unit: "9001", roles: ["mixed"])
            let high = try await trace("talents_high", as: mixed, in: house)
            #expect(high.figure.text == "3")
            #expect(high.parts.map(\.name) == ["一"])
            #expect(high.hidden == 2 && high.withheld?.count == 2)
            #expect(try await trace("talents_high", "9001", as: mixed, in: house).hidden == 0)
            // A plain count tells nothing but the record itself, and is told apart only by what may be seen of each.
            let all = try await trace("talents", as: mixed, in: house)
            #expect(all.parts.count == 4 && all.hidden == 0)
            #expect(all.breakdowns.map(\.field) == ["kind"])
            #expect(
                try await trace("talents", "9001", as: mixed, in: house).breakdowns.map(\.field) == ["kind", "level"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `records and values of other units are counted and not listed`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine, Self.files) { house in
            try await fill(house)
            for (unit, value) in [("9001", "10"), ("9002", "20")] {
                let input = CollectedInput(
                    indicator: "output", unit: unit, period: "2022Q1", value: value, status: .quick)
                _ = try await house.door.perform(
                    EnterReportedValues(unit: unit, report: "季报", values: [input], reason: ""), as: house.system)
            }
            let county = try await house.account("county", unit: "9001", roles: ["county"])
            let high = try await trace("talents_high", as: county, in: house)
            #expect(high.parts.map(\.name) == ["一"])
            #expect(high.hidden == 2 && high.withheld == nil)
            let output = try await house.door.ask(TraceFigure("output", of: "9000", at: "2022Q1"), as: county)
            #expect(output.figure.text == "30.00")
            #expect(output.parts.map(\.amount) == ["10"])
            #expect(output.hidden == 1 && output.withheld == nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a record that has gone to another unit is listed to who may read it there`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine, Self.files) { house in
            let texts = ["host": "9001-f", "number": "一", "came_on": "2022-03-01", "level": "region"]
            let id = try await house.door.perform(
                EnterRecord("talents", RecordInput(texts: texts)), as: house.system)
            _ = try await house.door.perform(
                ChangeRecord(
                    "talents", id, revision: 1, RecordInput(texts: ["host": "9002-h"]), effective: Day("2022-06-01"),
                    reason: "调动"), as: house.system)
            let old = try await house.account("east", unit: "9001", roles: ["county"])
            let new = try await house.account("west", unit: "9002", roles: ["county"])
            let before = try await trace("talents_high", as: old, in: house)
            #expect(before.parts.isEmpty && before.hidden == 1)
            #expect(try await trace("talents_high", as: new, in: house).parts.map(\.name) == ["一"])
        }
    }
}
