import Database
import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

/// Cases driven at random through the Door, right and wrong, against a model kept beside them.
@Suite struct CaseModelTests {
    private static let logins = CaseHouse.posts.map(\.login)

    @Test(arguments: TestDatabases.engines, 0..<6)
    func `no case leaves its declaration, no step is another's, no deadline is lost, and the log verifies`(
        engine: TestEngine, seed: Int
    ) async throws {
        var random = Seeded(UInt64(seed) &* 7919 &+ 11)
        let text = RandomProcedure.yaml(&random)
        let files = TinyProcedures.files(text)
        let findings = files.check(DefinitionKind.core + DefinitionKind.work).errors
        try #require(findings.isEmpty, "\(findings)\n\(text)")
        let procedure = try #require(Procedure.all(in: files)["certification"])
        try await CaseHouse.with(engine, files) { cases in
            var drive = Drive(procedure: procedure, random: random)
            for (index, opener) in [("9001-f", "firm"), ("9001", "east"), ("9002", "west"), ("9001-f", "firm")]
                .enumerated()
            {
                let id = try await cases.open("平台\(index)", host: opener.0, as: opener.1)
                drive.models[id] = CaseModel(procedure, unit: opener.0, opener: opener.1)
            }
            for _ in 0..<70 { try await drive.act(&cases) }
            try await drive.finish(cases)
            let log = try await AuditVerifier(checkpointFile: nil, publicKey: nil).verify(cases.house.database)
            #expect(log.fault == nil)
        }
    }

    /// One run.
    struct Drive {
        let procedure: Procedure
        var random: Seeded
        var models: [String: CaseModel] = [:]
        var day = Day("2022-08-05") ?? Day(number: 0)

        mutating func act(_ cases: inout CaseHouse) async throws {
            guard let id = models.keys.sorted().randomElement(using: &random), let model = models[id] else { return }
            let login = CaseModelTests.logins.randomElement(using: &random) ?? ""
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5: try await step(id, model, helpful(model, login), cases)
            case 5, 6: try await sign(id, model, login, cases)
            case 7: try await handOn(id, model, login, cases)
            default: try await goOn(&cases)
            }
            try await compare(id, cases)
        }

        /// Half of the time somebody who holds the ball, so that cases get on.
        private mutating func helpful(_ model: CaseModel, _ login: String) -> String {
            Bool.random(using: &random) ? model.holders.sorted().randomElement(using: &random) ?? login : login
        }

        private mutating func step(_ id: String, _ model: CaseModel, _ login: String, _ cases: CaseHouse) async throws {
            guard let step = procedure.transitions.randomElement(using: &random) else { return }
            let isLate = Int.random(in: 0..<8, using: &random) == 0
            let isExpected = model.mayTake(step, as: login) && !isLate
            let isDone = try await Self.succeeds {
                try await cases.take(
                    step.key, id, as: login, stay: isLate ? model.stay + 1 : model.stay, reason: "理由")
            }
            #expect(isDone == isExpected, "\(step.key) from \(model.state) by \(login)")
            if isDone { models[id]?.take(step) }
        }

        private mutating func sign(_ id: String, _ model: CaseModel, _ login: String, _ cases: CaseHouse) async throws {
            let agrees = Int.random(in: 0..<4, using: &random) > 0
            let isDone = try await Self.succeeds {
                try await cases.sign(id, as: login, agrees: agrees, opinion: agrees ? nil : "不行")
            }
            #expect(isDone == model.maySign(as: login), "\(login) signs in \(model.state)")
            if isDone { models[id]?.sign(as: login, agrees: agrees) }
        }

        private mutating func handOn(_ id: String, _ model: CaseModel, _ login: String, _ cases: CaseHouse) async throws
        {
            guard let target = CaseHouse.posts.randomElement(using: &random), let post = target.post else { return }
            let isExpected =
                !model.isClosed && model.approval == nil && model.holders.contains(login)
                && !model.holders.contains(target.login)
            let command = HandOnCase(id, of: "certification", stay: model.stay, to: post, note: "")
            let isDone = try await Self.succeeds {
                try await cases.house.door.perform(command, as: cases.actor(login))
            }
            #expect(isDone == isExpected, "\(login) hands on \(model.state) to \(target.login)")
            if isDone { models[id]?.handOn(to: target.login) }
        }

        /// Some days go by, in which the server may have been down.
        private mutating func goOn(_ cases: inout CaseHouse) async throws {
            day = day.adding(days: Int.random(in: 1...6, using: &random))
            cases.house.move(to: day.description)
            guard Bool.random(using: &random) else { return }
            try await pass(cases)
        }

        private mutating func pass(_ cases: CaseHouse) async throws {
            var late: [String] = []
            for id in models.keys.sorted() where models[id]?.isClosed == false && models[id]?.isPassed == false {
                if let due = try await cases.detail(id).item.dueOn, due < day { late.append(id) }
            }
            #expect(try await cases.house.door.passDeadlines() == late.count)
            for id in late { models[id]?.pass() }
            #expect(try await cases.house.door.passDeadlines() == 0)
            for id in late { try await compare(id, cases) }
        }

        private func compare(_ id: String, _ cases: CaseHouse) async throws {
            guard let model = models[id] else { return }
            let item = try await cases.detail(id).item
            #expect(item.state == model.state)
            #expect(item.stay == model.stay && item.level == model.level)
            #expect((item.closedOn != nil) == model.isClosed)
        }

        /// Every deadline is dealt with, every way was declared, and what is open lies in somebody's inbox.
        mutating func finish(_ cases: CaseHouse) async throws {
            try await pass(cases)
            let lost = try await cases.house.number(
                "SELECT COUNT(*) AS n FROM cases WHERE closed_on IS NULL AND passed_on IS NULL AND due_on < \(day)")
            #expect(lost == 0)
            for (id, model) in models {
                let detail = try await cases.detail(id)
                for (before, step) in zip(detail.steps, detail.steps.dropFirst()) {
                    #expect(step.from == before.to)
                    #expect(procedure.ways.contains { $0.from == step.from && $0.to == step.to })
                }
                let open = try await cases.house.number(
                    """
                    SELECT COUNT(*) AS n FROM inbox_items
                    WHERE subject = \("case:\(id)") AND closed_on IS NULL AND is_notice = 0
                    """)
                let expected = model.approval.map { $0.by.count - model.signed.count } ?? model.holders.count
                #expect(open == (model.isClosed ? 0 : expected), "\(model.state)")
            }
        }

        private static func succeeds(_ work: () async throws -> some Sendable) async throws -> Bool {
            do {
                _ = try await work()
                return true
            } catch is any PublicError {
                return false
            }
        }
    }
}
