import LuoshiCore

/// A case with all that a step needs to know: its declaration, its record, and whom its words mean.
struct CaseFile {
    var item: Case
    let procedure: Procedure
    let register: RegisterDefinition
    let record: RegisterRecord

    /// Refuses where there is no such case.
    init(_ id: String, in reading: Reading) throws {
        guard let item = try CaseStore(reading.session).item(id) else { throw Refusal.notFound("这件事项") }
        try self.init(item, in: reading)
    }

    init(_ item: Case, in reading: Reading) throws {
        self.item = item
        procedure = try reading.procedure(of: item)
        register = try reading.register(item.register)
        guard let record = try RecordStore(register, in: reading.session).record(item.record) else {
            throw Refusal.notFound("这件事项的记录")
        }
        self.record = record
    }

    init(_ item: Case, _ procedure: Procedure, _ register: RegisterDefinition, _ record: RegisterRecord) {
        self.item = item
        self.procedure = procedure
        self.register = register
        self.record = record
    }

    /// The state in which it stands.
    var state: ProcedureState { procedure.state(item.state) ?? procedure.initial }

    func matter(_ values: FieldValues? = nil) -> CaseMatter {
        let values = values ?? record.values
        return CaseMatter(register: register, unit: register.unit(of: values), values: values, opener: item.openedAt)
    }

    /// Refuses where the case has left the stay that somebody saw.
    func check(stay: Int, in reading: Reading) throws {
        guard stay != item.stay else { return }
        let last = try CaseStore(reading.session).steps(of: item.id).last
        let who = last.map { "\($0.actorName)已于 \($0.day) 办理" } ?? "已经办理"
        throw Refusal("case_moved", status: 409, "这件事项\(who)，现在是“\(state.title)”。您填的内容没有提交，请刷新页面查看。")
    }
}

extension Reading {
    /// Whom a command on a case concerns; one that does not exist is nobody's in particular, so that a refusal tells nothing.
    func subjects(ofCase id: String, of procedure: String, _ work: (CaseFile) throws -> Subject) throws -> [Subject] {
        guard let item = try CaseStore(session).item(id), item.procedure == procedure else { return [.city] }
        return [try work(CaseFile(item, in: self))]
    }

    /// The declaration that a case began under.
    func procedure(of item: Case) throws -> Procedure {
        if let known = Procedure.begun(item.declaration) { return known }
        guard let declaration = try CaseStore(session).declaration(item.declaration),
            let procedure = Procedure(declaration, Findings())
        else { throw Refusal("case_declaration", status: 500, "这件事项的流程配置读不出来，请联系系统管理员。") }
        procedure.keep(item.declaration)
        return procedure
    }
}
