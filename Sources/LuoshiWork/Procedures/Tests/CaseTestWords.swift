package import LuoshiCore

extension TestWord {
    /// What tests say about cases.
    package static let cases: [TestWord] = [
        open, step, sign, handOn, object, answer, stands, inbox, day, listed,
    ]

    /// `{open: platform_certification, on: 平台, by: 平果}`
    private static let open = TestWord("open") { entry in
        let (procedure, name, acting) = (entry.text("open"), entry.text("on"), TestActing(entry))
        return { world in
            let record = RecordSubject(try world.subject(name))
            try await acting.perform(world) { actor in
                _ = try await world.door.perform(OpenCase(procedure: procedure, record: record.id), as: actor)
            }
        }
    }

    /// `{step: 提交, on: 平台, by: 平果, fields: {…}, reason: …, missing: […], letters: {…}, without: […], to: 审核}`
    private static let step = TestWord("step") { entry in
        let (title, place, acting) = (entry.text("step"), TestCasePlace(entry), TestActing(entry))
        let (fields, documents) = (TypedFields(entry), TestDocuments(entry))
        let (reason, missing, to) = (entry.optionalText("reason"), entry.texts("missing"), entry.optionalText("to"))
        return { world in
            let detail = try await place.detail(in: world)
            let step = try detail.step(titled: title)
            let register = try await world.register(detail.item.register)
            let input = try fields.input(register, in: world)
            let titles = register.titles.merging(step.documents.map { ($0.key, $0.title) }) { $1 }
            let given = documents.given(at: step, on: world.door.clock.moment().day)
            let command = TakeStep(
                detail.item.id, of: detail.procedure.key, step: step.key, stay: detail.item.stay, input: input,
                documents: given.map(\.document), files: given.map(\.file), reason: reason, missing: missing)
            try await acting.perform(world, titles: titles) { actor in
                _ = try await world.door.perform(command, as: actor)
            }
            if let to { try await place.expect(state: to, in: world) }
        }
    }

    /// `{sign: agree, on: 平台, by: 局长, opinion: 同意, to: 公示}`; the other answer is `refuse`.
    private static let sign = TestWord("sign") { entry in
        let (answer, place, acting) = (entry.choice("sign", TestAnswer.self), TestCasePlace(entry), TestActing(entry))
        let (opinion, to) = (entry.optionalText("opinion"), entry.optionalText("to"))
        return { world in
            let item = try await place.detail(in: world).item
            let command = SignApproval(
                item.id, of: item.procedure, stay: item.stay, level: item.level, agrees: answer == .agree,
                opinion: opinion)
            try await acting.perform(world) { actor in _ = try await world.door.perform(command, as: actor) }
            if let to { try await place.expect(state: to, in: world) }
        }
    }

    /// `{hand_on: 平台, post: 451000-kjj/head, by: 科技局, note: …}`
    private static let handOn = TestWord("hand_on") { entry in
        let (post, acting, note) = (entry.text("post"), TestActing(entry), entry.optionalText("note") ?? "")
        let place = TestCasePlace(entry, word: "hand_on")
        return { world in
            let item = try await place.detail(in: world).item
            let command = HandOnCase(item.id, of: item.procedure, stay: item.stay, to: post, note: note)
            try await acting.perform(world) { actor in _ = try await world.door.perform(command, as: actor) }
        }
    }

    /// `{object: 场地不是他们的, on: 平台, by: 右江}`
    private static let object = TestWord("object") { entry in
        let (content, place, acting) = (entry.text("object"), TestCasePlace(entry), TestActing(entry))
        return { world in
            let item = try await place.detail(in: world).item
            try await acting.perform(world) { actor in
                _ = try await world.door.perform(
                    RaiseObjection(item.id, of: item.procedure, content: content), as: actor)
            }
        }
    }

    /// `{answer: 已核实, on: 平台, upheld: 否, by: 办公室}`: answers the first objection that is open.
    private static let answer = TestWord("answer") { entry in
        let (text, place, acting) = (entry.text("answer"), TestCasePlace(entry), TestActing(entry))
        let isUpheld = entry.text("upheld") == "是"
        return { world in
            let detail = try await place.detail(in: world)
            guard let objection = detail.objections.first(where: { $0.objection.answeredOn == nil })?.objection else {
                throw TestFault("没有等着答复的异议")
            }
            try await acting.perform(world) { actor in
                _ = try await world.door.perform(
                    AnswerObjection(
                        objection.id, of: detail.procedure.key, answer: text, isUpheld: isUpheld), as: actor)
            }
        }
    }

    /// `{stands: 平台, state: 审核, due: "2022-08-19", with: [市科技局收文岗], overdue: 是}`
    private static let stands = TestWord("stands") { entry in
        let place = TestCasePlace(entry, word: "stands")
        let (state, due, holders) = (entry.optionalText("state"), entry.day("due"), entry.texts("with"))
        let isOverdue = entry.optionalText("overdue").map { $0 == "是" }
        return { world in
            let detail = try await place.detail(in: world)
            if let state { try await place.expect(state: state, in: world) }
            if let due, detail.item.dueOn != due {
                throw TestFault("期限应是 \(due)，实际是 \(detail.item.dueOn?.description ?? "没有期限")")
            }
            if !holders.isEmpty, Set(holders) != Set(detail.holders) {
                throw TestFault("应在\(holders.joined(separator: "、"))手上，实际在\(detail.holders.joined(separator: "、"))手上")
            }
            if let isOverdue, isOverdue != (detail.item.passedOn != nil) {
                throw TestFault(isOverdue ? "应已逾期，实际没有" : "不应逾期，实际已逾期")
            }
        }
    }

    /// `{inbox: 办公室, has: 逾期}`: what lies open or was told holds these words; `{inbox: 平果, empty: 是}` has nothing open.
    private static let inbox = TestWord("inbox") { entry in
        let (name, words, isEmpty) = (entry.text("inbox"), entry.texts("has"), entry.optionalText("empty") == "是")
        return { world in
            guard case .account(let account) = try world.actor(name) else { throw TestFault("system 没有待办") }
            let open = try await world.titles(account, .open)
            if isEmpty, !open.isEmpty { throw TestFault("“\(name)”的待办应是空的，实际有：\(open.joined(separator: "；"))") }
            let all = open + (try await world.titles(account, .notices))
            for word in words where !all.contains(where: { $0.contains(word) }) {
                throw TestFault("“\(name)”的待办和通知里应有“\(word)”，实际是：\(all.joined(separator: "；"))")
            }
        }
    }

    /// `{day: "2022-08-22"}`: the next business day that something happens on; deadlines that have passed are dealt with.
    private static let day = TestWord("day") { entry in
        let day = entry.day("day")
        return { world in
            guard let day else { return }
            try world.move(to: day)
            try await world.door.passDeadlines()
        }
    }
}

extension TestWord {
    /// `{listed: certificates, by: 科技局, letter: 国科〔2022〕1 号, rows: [{企业: 甲公司, …}], moved: […], unmatched: […], waiting: […]}`
    fileprivate static let listed = TestWord("listed") { entry in
        let (register, acting, sheet) = (entry.text("listed"), TestActing(entry), TestSheet(entry))
        let number = entry.optionalText("letter")
        let expected = ["moved", "stuck", "unmatched", "waiting"].map { entry.has($0) ? entry.texts($0) : nil }
        return { world in
            let letter = GivenDocument(
                key: "list", letterNumber: number, letterDate: world.door.clock.moment().day, issuer: "用例来文单位")
            try await acting.perform(world) { actor in
                let records = ImportRecords(
                    register, file: try await sheet.kept(for: register, world, actor),
                    mapping: try await sheet.mapping(for: register, world), mode: sheet.mode)
                let outcome = try await world.door.perform(
                    ImportPublishedList(records, letter: letter, scan: .invented("公布名单")), as: actor)
                let actual = [outcome.moved, outcome.stuck, outcome.unmatched, outcome.waiting]
                for (title, (expected, actual)) in zip(["推进", "未能推进", "没有在办事项", "未列入名单"], zip(expected, actual)) {
                    guard let expected, expected != actual else { continue }
                    throw TestFault(
                        "“\(title)”的应是 \(expected.joined(separator: "、"))，实际是 \(actual.joined(separator: "、"))")
                }
                if expected[1] == nil, let stuck = outcome.stuck.first { throw TestFault("有事项没有推进：\(stuck)") }
            }
        }
    }
}

/// How somebody signs.
private enum TestAnswer: String, CaseIterable { case agree, refuse }

/// Which case a step is about: the latest on a record, or the latest of a procedure.
struct TestCasePlace: Sendable {
    private let record: String
    private let procedure: String?

    init(_ entry: YAMLEntry, word: String = "on") {
        record = entry.text(word)
        procedure = entry.optionalText("of")
    }

    func detail(in world: TestWorld) async throws -> CaseDetail {
        let subject = RecordSubject(try world.subject(record))
        let system = Actor.system("tests")
        let rows = try await world.door.ask(CasesOfRecord(register: subject.register, record: subject.id), as: system)
        let found = rows.map(\.item).filter { procedure == nil || $0.procedure == procedure }
        // Of two of the same day the open one is meant.
        guard let item = found.first(where: { $0.closedOn == nil }) ?? found.first,
            let detail = try await world.door.ask(CaseByID(item.id, of: item.procedure), as: system)
        else { throw TestFault("“\(record)”上没有\(procedure.map { "流程 \($0) 的" } ?? "")事项") }
        return detail
    }

    func expect(state: String, in world: TestWorld) async throws {
        let now = try await detail(in: world).state
        guard now.title != state, now.key != state else { return }
        throw TestFault("应是“\(state)”，实际是“\(now.title)”")
    }
}

/// What is given with a step: made-up files for all that it wants, unless some are left out.
struct TestDocuments: Sendable {
    private let letters: [String: String]
    private let without: Set<String>

    /// Reads `letters` (numbers by the document's title or key) and `without`.
    init(_ entry: YAMLEntry) {
        let numbers = entry.has("letters") ? entry.entry("letters") : nil
        letters = Dictionary((numbers?.keys ?? []).map { ($0, numbers?.text($0) ?? "") }) { first, _ in first }
        without = Set(entry.texts("without"))
    }

    func given(at step: Transition, on day: Day) -> [(document: GivenDocument, file: SentFile)] {
        step.documents.compactMap { document in
            let names = [document.key, document.title]
            let number = names.compactMap { letters[$0] }.first
            if names.contains(where: without.contains) || (document.isOptional && number == nil) { return nil }
            let file = SentFile.invented(document.title)
            let given = GivenDocument(
                key: document.key, letterNumber: document.isLetter ? number ?? "用例〔\(day.year)〕1 号" : nil,
                letterDate: document.isLetter ? day : nil, issuer: document.isLetter ? "用例来文单位" : nil,
                sent: file)
            return (given, file)
        }
    }
}

extension CaseDetail {
    /// A step that leads on from here, by its title or key.
    fileprivate func step(titled title: String) throws -> Transition {
        let steps = procedure.transitions.filter { $0.title == title || $0.key == title }
        if let here = steps.first(where: { $0.from.contains(state.key) }) ?? steps.first { return here }
        throw TestFault(
            "流程“\(procedure.title)”没有环节“\(title)”；有的是 \(procedure.transitions.map(\.title).joined(separator: "、"))")
    }
}

extension TestWorld {
    fileprivate func titles(_ account: String, _ tab: InboxTab) async throws -> [String] {
        try await door.ask(MyInbox(account: account, tab: tab), as: .account(account)).rows.map(\.item.title)
    }
}
