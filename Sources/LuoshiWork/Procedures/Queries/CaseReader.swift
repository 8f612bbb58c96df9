import LuoshiCore
import LuoshiPlan

/// Gathers what the page of a case shows.
struct CaseReader {
    private let file: CaseFile
    private let reading: Reading
    private let store: CaseStore
    private let titles: AddressTitles
    private let rights: CaseRights

    init(_ file: CaseFile, _ reading: Reading) {
        self.file = file
        self.reading = reading
        store = CaseStore(reading.session)
        titles = AddressTitles(reading)
        rights = CaseRights(reading)
    }

    func detail() throws -> CaseDetail {
        let item = file.item
        let places = try known(store.holders(of: item.id), \.since)
        let now = places.filter { $0.stay == item.stay && ($0.until.map { reading.day < $0 } ?? true) }
        let steps = try known(store.steps(of: item.id), \.day)
        let isOpen = item.closedOn == nil && !reading.inForce.isAsKnownThen
        let mayHandOn = try isOpen && self.mayHandOn(now)
        let opinions = try CaseOpinions(file).all(reading)
        let names = RecordNames(reading)
        return CaseDetail(
            item: item, procedure: file.procedure, registerTitle: file.register.title, state: file.state,
            holders: item.closedOn == nil ? try now.map { try titles.title(of: $0.at) } : [],
            workingDaysLeft: reading.workingDays(until: item.closedOn == nil ? item.dueOn : nil), steps: steps,
            places: try places.map { ($0, try titles.title(of: $0.at)) },
            documents: try store.documents(of: item.id).filter { $0.step <= item.stay },
            signatures: try known(store.signatures(of: item.id), \.day),
            levels: try file.state.approval.map { try CaseCourse.levels(of: $0, file, reading) } ?? [],
            objections: try objections(), offers: isOpen ? try offers() : [],
            maySign: try isOpen && maySign(now), mayHandOn: mayHandOn,
            opinions: try opinions.map { ($0, try names.unit($0.unit)) },
            consulted: try isOpen ? consulted(now) : [], answersFor: try isOpen ? answersFor(opinions) : nil,
            reminders: try store.reminders(of: file.procedure.key, until: reading.day)[item.id] ?? [],
            posts: mayHandOn ? try posts(now) : [])
    }

    private func known<T>(_ all: [T], _ day: KeyPath<T, Day>) -> [T] {
        reading.inForce.isAsKnownThen ? all.filter { $0[keyPath: day] <= reading.day } : all
    }

    private func offers() throws -> [StepOffer] {
        try file.procedure.transitions(from: file.state.key).compactMap { step in
            guard !step.isSystem else { return nil }
            let subject = try rights.subject(toTake: step, of: file.item, at: file.item.stay, file.matter())
            guard reading.standing.isAmong(subject.assignees),
                reading.allows(CaseRight.step(file.procedure.key, step.key), on: subject, writing: true)
            else { return nil }
            let fields = step.asks.compactMap { file.register.field($0) }
            return StepOffer(
                step: step, fields: fields.map { ($0, file.record.values[$0.key]) }, obstacle: obstacle(to: step))
        }
    }

    /// What is known to stand against a step before anything is typed.
    private func obstacle(to step: Transition) -> String? {
        do { try StepCheck(file, step, reading).checkNotice() } catch { return (error as? any PublicError)?.message }
        return nil
    }

    private func maySign(_ now: [CaseHolder]) throws -> Bool {
        guard file.state.approval != nil else { return false }
        let subject = try rights.subject(of: file.item, now.map(\.at))
        return reading.standing.isAmong(subject.assignees)
            && reading.allows(CaseRight.sign(file.procedure.key), on: subject, writing: true)
    }

    private func mayHandOn(_ now: [CaseHolder]) throws -> Bool {
        guard file.state.approval == nil, file.state.handsOn != .no else { return false }
        let subject = try rights.subject(of: file.item, now.map(\.at))
        return reading.standing.isAmong(subject.assignees)
            && reading.allows(CaseRight.handOn(file.procedure.key), on: subject, writing: true)
    }

    private func consulted(_ now: [CaseHolder]) throws -> [Unit] {
        guard file.state.consults else { return [] }
        let subject = try rights.subject(of: file.item, now.map(\.at))
        guard reading.standing.isAmong(subject.assignees),
            reading.allows(CaseRight.consult(file.procedure.key), on: subject, writing: true)
        else { return [] }
        return try UnitStore(reading.session).units(on: reading.inForce).filter { $0.kind != .enterprise }
    }

    private func answersFor(_ opinions: [Opinion]) throws -> String? {
        guard file.state.consults else { return nil }
        return try opinions.last { opinion in
            let subject = try rights.subject(of: file.item, [.post("\(opinion.unit)/receiving")])
            return reading.standing.isAmong(subject.assignees)
                && reading.allows(CaseRight.giveOpinion(file.procedure.key), on: subject, writing: true)
        }?.unit
    }

    /// Posts of the units that hold it; another unit's receiving post is typed by its name.
    private func posts(_ now: [CaseHolder]) throws -> [(id: String, title: String)] {
        let held = Set(now.compactMap(\.at.post))
        let posts = PostStore(reading.session)
        let units = Set(try held.compactMap { try posts.post($0)?.unit }).sorted()
        let own = try units.flatMap { try posts.posts(of: $0, reading.inForce) }
        return try own.filter { !held.contains($0.id) }.map { ($0.id, try titles.title(of: .post($0.id))) }
    }

    /// For all but those who answer: that there was an objection, and how it was answered.
    private func objections() throws -> [SeenObjection] {
        let subject = try rights.subject(toAnswer: file)
        let mayAnswer =
            reading.standing.isAmong(subject.assignees)
            && reading.allows(CaseRight.answerObjection(file.procedure.key), on: subject, writing: true)
        return try known(ObjectionStore(reading.session).objections(to: file.item.id), \.day).map { objection in
            SeenObjection(objection: mayAnswer ? objection : objection.withoutObjector, isNamed: mayAnswer)
        }
    }
}

extension Objection {
    /// Without who objects and what they say.
    var withoutObjector: Objection {
        Objection(
            id: id, caseID: caseID, stay: stay, account: "", name: "", unit: nil, content: "", day: day, answer: answer,
            isUpheld: isUpheld, answeredOn: answeredOn, answeredName: answeredName)
    }
}
