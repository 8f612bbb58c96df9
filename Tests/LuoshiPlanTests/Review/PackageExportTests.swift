import Database
import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiPlan

@Suite struct PackageExportTests {
    private static let kinds = DefinitionKind.core + DefinitionKind.plan

    @Test(arguments: TestDatabases.engines)
    func `a plan that nobody changed is exported as somebody wrote it, comments and all`(engine: TestEngine)
        async throws
    {
        try await withPlanHouse(engine) { _, door in
            let files = try BaisePackage.files()
            try await door.adopt(files)
            #expect(try await door.ask(PackageAsItStands(), as: .system("test")) == files)
        }
    }

    @Test func `a plan written as files says the same`() throws {
        let files = try BaisePackage.files()
        let content = PlanSeed(files: files, findings: Findings()).content
        var texts = files.texts
        texts.merge(PlanYAML(content).texts) { _, new in new }
        let written = PackageFiles(texts: texts)
        #expect(written.check(Self.kinds).errors == [])
        #expect(PlanSeed(files: written, findings: Findings()).content.ordered == content.ordered)
        #expect(PlanSeed(files: written, findings: Findings()).content.hash == content.hash)
    }

    @Test(arguments: TestDatabases.engines)
    func `a plan made in the browser is exported with its names and groups, and another house runs the same`(
        engine: TestEngine
    ) async throws {
        var exported: PackageFiles?
        var plan: Plan?
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(
                TinyPlan.files.withoutPlan.replacing("short: 市甲局", by: "short: 市乙局", in: "units.yaml").replacing(
                    "name: 各县,", by: "name: 两县,", in: "units.yaml"))
            _ = try await door.perform(TinyDocument.importing(), as: .system("test"))
            let id = try #require(try await door.perform(StartReview(document: "s1"), as: .system("test")))
            let bench = ReviewBench(door: door, id: id)
            let unit = DraftName(wording: "市甲局", resolution: .unit("9000-a"))
            let group = DraftName(
                wording: "各县", resolution: .group(DraftGroup(key: "", members: ["9002"], isOpen: false)))
            for name in [unit, group] {
                let item = try await bench.item(.name, name.wording)
                try await bench.edit(CorrectItem(review: id, item.seen, .name(name)))
            }
            try await bench.acceptAll()
            try await bench.publish()
            exported = try await door.ask(PackageAsItStands(), as: .system("test"))
            plan = try await door.plan()?.plan
        }
        let (files, first) = (try #require(exported), try #require(plan))
        #expect(files.check(Self.kinds).errors == [], "\(files.check(Self.kinds).errors)")
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(files)
            let view = try #require(try await door.plan())
            #expect(view.plan.version.contentHash == first.version.contentHash)
            #expect(view.plan.version.head == first.version.head)
            #expect(view.plan.content.ordered == first.content.ordered)
            #expect(view.duties(of: "9002").map(\.clause) == ["1.1"])
            #expect(view.duties(of: "9001") == [])
        }
    }
}
