import Database
import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiPlan
@testable import PlanReader

/// What tests of reviews begin with: a document of the tiny plan, and the same package without a plan.
enum TinyDocument {
    static let text = "一、平台工程，企业超过50家。1.建设平台，建成70个。（市甲局，各县）2.培育企业，50家以上。（市甲局牵头）"

    static func clause(_ path: String, _ heading: String, _ start: Int, _ end: Int) -> Draft.Clause {
        Draft.Clause(path: path, label: "", heading: heading, start: start, end: end)
    }

    static func task(_ clause: String, _ lead: [String], _ cooperating: [String], _ start: Int, _ end: Int)
        -> Draft.Task
    {
        Draft.Task(
            clause: clause, part: .body, text: "任务", lead: lead, cooperating: cooperating, responsible: [],
            openEnded: false, confidence: 0.98, start: start, end: end)
    }

    static func target(
        _ clause: String, _ text: String, _ comparator: Draft.Comparator, _ value: String, _ unit: String, _ start: Int,
        _ end: Int
    ) -> Draft.Target {
        Draft.Target(
            clause: clause, part: .body, text: text, indicator: text, comparator: comparator, value: value, min: nil,
            max: nil, unit: unit, kind: .level, baseline: nil, deadline: "2023", recurrence: nil, firmness: .must,
            confidence: 0.95, start: start, end: end)
    }

    static let draft = Draft(
        title: "小方案", issuer: "某市人民政府办公室", documentNumber: "某政办发〔2022〕3号", years: [2021, 2023],
        clauses: [
            clause("1", "平台工程", 0, 59), clause("1.1", "建设平台", 15, 37), clause("1.2", "培育企业", 37, 59),
        ],
        tasks: [task("1.1", ["市甲局"], ["各县"], 15, 37), task("1.2", ["市甲局"], [], 37, 59)],
        targets: [
            target("1", "企业超过50家", .above, "50", "家", 7, 14), target("1.1", "建成70个", .equal, "70", "个", 22, 27),
            target("1.2", "50家以上", .atLeast, "50", "家", 44, 49),
        ],
        warnings: [
            Draft.Warning(code: "baseline-missing", message: "未写明基期，请裁定。", start: 44, end: 49)
        ])

    static func importing(_ draft: Draft = draft, sha256: String = "s1") -> ImportDocument {
        ImportDocument(
            fileName: "方案.txt", format: "txt", sha256: sha256, text: text, draft: draft, isUnclassified: true)
    }
}

extension PackageFiles {
    /// The same package without its plan: a city with units and roles only.
    var withoutPlan: PackageFiles { PackageFiles(texts: texts.filter { !$0.key.hasPrefix("plan/") }) }
}

/// A review at work, as the system itself or somebody else.
struct ReviewBench {
    let door: Door
    let id: Int
    var actor = Actor.system("test")

    func items() async throws -> [ReviewItem] {
        let view = try await door.ask(ReviewByID(id), as: .system("test"))
        return try #require(view).items
    }

    func states() async throws -> [Int: ReviewState] {
        Dictionary(uniqueKeysWithValues: try await items().map { ($0.id, $0.state) })
    }

    func item(_ kind: ReviewKind, _ title: String) async throws -> ReviewItem {
        let found = try await items().first { $0.kind == kind && ReviewWords.title($0.content) == title }
        return try #require(found, "\(kind) \(title)")
    }

    @discardableResult func edit(_ command: some ReviewCommand) async throws -> Int? {
        try await door.perform(command, as: actor).number
    }

    func undo(_ number: Int) async throws {
        _ = try await door.perform(UndoEdit(review: id, number: number), as: actor)
    }

    func edits() async throws -> [ReviewEdit] {
        let history = try await door.ask(ReviewHistory(id), as: .system("test"))
        return try #require(history).edits
    }

    func outlook() async throws -> ReviewOutlook {
        try #require(try await door.ask(OutlookOfReview(id), as: .system("test")))
    }

    /// Accepts everything, whatever the reader thinks of it.
    func acceptAll() async throws { try await edit(AcceptItems(review: id, .confidence(0))) }

    @discardableResult func publish() async throws -> Int {
        try await door.perform(PublishReview(review: id, lastEdit: try await outlook().lastEdit), as: actor)
    }
}

extension Door {
    /// Adopts a package whose plan differs, agrees with all of it, and publishes.
    func amend(_ files: PackageFiles) async throws {
        try await adopt(files)
        let newest = try await ask(Reviews(), as: .system("test")).first
        let bench = ReviewBench(door: self, id: try #require(newest).record.id)
        while let gone = try await bench.items().last(where: { $0.isPending && $0.state.note.contains("没有这一项了") }) {
            try await bench.edit(RemoveItem(review: bench.id, gone.seen))
        }
        try await bench.acceptAll()
        try await bench.publish()
    }

    /// A review of the tiny document in a house without a plan.
    func tinyReview() async throws -> ReviewBench {
        try await adopt(TinyPlan.files.withoutPlan)
        _ = try await perform(TinyDocument.importing(), as: .system("test"))
        let id = try await perform(StartReview(document: "s1"), as: .system("test"))
        return ReviewBench(door: self, id: try #require(id))
    }
}
