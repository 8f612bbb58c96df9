import Database
import DatabaseTesting
import Foundation
import LuoshiCore
import Testing

@testable import LuoshiPlan
@testable import PlanReader

/// Plans of other cities and of Baise, where a folder `shared` lies beside this one.
@Suite struct RealReviewTests {
    static let texts: [(name: String, text: String)] = {
        let root = (1...4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let shared = root.deletingLastPathComponent().appendingPathComponent("shared")
        return ["plans", "seeds"].flatMap { folder -> [(name: String, text: String)] in
            let path = shared.appendingPathComponent(folder).path
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { name in
                FileManager.default.contents(atPath: path + "/" + name).map {
                    (name, String(decoding: $0, as: UTF8.self))
                }
            }
        }
    }()

    private static func begin(_ text: String, in files: PackageFiles, _ door: Door) async throws -> ReviewBench {
        try await door.adopt(files)
        let command = ImportDocument(
            fileName: "方案.txt", format: "txt", sha256: "s1", text: text, draft: PlanReader.read(text),
            isUnclassified: true)
        _ = try await door.perform(command, as: .system("test"))
        let id = try await door.perform(StartReview(document: "s1"), as: .system("test"))
        return ReviewBench(door: door, id: try #require(id))
    }

    /// Answers every problem in the plainest way, as a tired person would.
    private static func settle(_ bench: ReviewBench) async throws {
        for (item, name) in try await bench.items().names where item.isUnresolved {
            let open = DraftName(
                wording: name.wording, resolution: .group(DraftGroup(key: "", members: [], isOpen: true)))
            try await bench.edit(CorrectItem(review: bench.id, item.seen, .name(open)))
        }
        try await bench.acceptAll()
        for problem in try await bench.outlook().problems {
            guard let item = try await bench.items().item(problem.item) else { continue }
            if item.kind == .target {
                try await bench.edit(AssignOwner(review: bench.id, [item.seen], owner: "市甲局"))
            } else if item.kind != .head {
                try await bench.edit(RemoveItem(review: bench.id, item.seen))
            }
        }
    }

    @Test(.enabled(if: !texts.isEmpty, "no folder shared"), arguments: texts.indices)
    func `a review of a real plan goes from its beginning to a version, and back by undo`(index: Int) async throws {
        let (name, text) = Self.texts[index]
        try await withPlanHouse(.sqliteMemory) { _, door in
            let bench = try await Self.begin(text, in: TinyPlan.files.withoutPlan, door)
            let start = try await bench.states()
            #expect(start.count > 20, "\(name)")
            try await Self.settle(bench)
            let edits = try await bench.edits()
            for edit in edits { try await bench.undo(edit.number) }
            #expect(try await bench.states() == start, "\(name)")
            try await Self.settle(bench)
            #expect(try await bench.outlook().problems == [], "\(name)")
            #expect(try await bench.publish() == 1)
            let plan = try #require(try await door.plan()).plan
            print(
                "review of \(name): \(plan.clauses.count) clauses, \(plan.targets.count) targets, \(edits.count) steps")
            #expect(plan.targets.count > 0 && plan.duties.count > 0, "\(name)")
        }
    }

    @Test(.enabled(if: BaisePackage.document != nil, "no folder shared"), arguments: TestDatabases.engines)
    func `the seed begins with every task led and nearly every target owned, and six wordings to be asked about`(
        engine: TestEngine
    ) async throws {
        let text = try #require(BaisePackage.document)
        try await withPlanHouse(engine) { _, door in
            let bench = try await Self.begin(text, in: try BaisePackage.files().withoutPlan, door)
            let items = try await bench.items()
            #expect(items.clauses.count { $0.clause.kind == .task } == 25)
            #expect(items.clauses.count { $0.clause.kind == .undertaking } == 6)
            #expect(items.clauses.count { $0.clause.kind == .measure } == 6)
            #expect(items.tasks.filter { $0.task.names(.lead).count != 1 }.isEmpty)
            #expect(items.targets.filter { $0.target.ownerName.isEmpty }.isEmpty)
            #expect(
                Set(items.filter(\.isUnresolved).map { ReviewWords.title($0.content) }) == [
                    "各园区管委会（管理服务中心）", "各县（区）人民政府", "各有关高校", "科研院所", "有关县（市、区）人民政府", "市科技领导小组各成员单位",
                ])
            let counties = try await bench.item(.name, "各县（市、区）人民政府")
            guard case .name(let name) = counties.content, case .group(let group) = name.resolution else {
                Issue.record("各县（市、区）人民政府 is not resolved")
                return
            }
            #expect(group.members.count == 12)
            let literal = try await bench.item(.name, "各县（区）人民政府")
            #expect(literal.state.note.contains("10 个") && literal.state.note.contains("平果市"))
            let outlook = try await bench.outlook()
            #expect(outlook.problems.count { $0.message.contains("还没有选定") } == 6)
        }
    }

    @Test(.enabled(if: BaisePackage.document != nil, "no folder shared"))
    func `the seed against its own package differs nowhere but where the package took a value from a name`()
        async throws
    {
        let text = try #require(BaisePackage.document)
        try await withPlanHouse(.sqliteMemory) { _, door in
            let bench = try await Self.begin(text, in: try BaisePackage.files(), door)
            let pending = try await bench.items().filter(\.isPending)
            print("amendment by the seed: \(pending.map { ReviewWords.name($0.content) + $0.state.note })")
            #expect(pending.count < 12)
            #expect(pending.contains { ReviewWords.title($0.content) == "高新区工业总产值" })
        }
    }
}
