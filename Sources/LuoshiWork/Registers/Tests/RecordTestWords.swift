package import LuoshiCore

extension TestWord {
    /// What tests say about records.
    package static let records: [TestWord] = [enter, change, correct, strike, record, list, importing]

    /// `{enter: platforms, as: 平台, by: 科技局, fields: {…}}`
    private static let enter = TestWord("enter") { entry in
        let (register, name, since) = (entry.text("enter"), entry.optionalText("as"), entry.day("since"))
        let (acting, fields, reason) = (TestActing(entry), TypedFields(entry), entry.optionalText("reason"))
        return { world in
            let definition = try await world.register(register)
            let input = try fields.input(definition, in: world)
            try await acting.perform(world, titles: definition.titles) { actor in
                let id = try await world.door.perform(
                    EnterRecord(register, input, since: since, reason: reason), as: actor)
                if let name { world.named[name] = RegisterRecord.subject(register, id) }
            }
        }
    }

    /// `{change: 平台, by: 科技局, effective: "2022-08-01", fields: {…}}`
    private static let change = TestWord("change") { entry in
        let (name, effective, reason) = (entry.text("change"), entry.day("effective"), entry.optionalText("reason"))
        let (acting, fields) = (TestActing(entry), TypedFields(entry))
        return { world in
            let (register, record) = try await world.recordNow(name)
            let input = try fields.input(register, in: world)
            try await acting.perform(world, titles: register.titles) { actor in
                let command = ChangeRecord(
                    register.key, record.id, revision: record.revision, input, effective: effective, reason: reason)
                _ = try await world.door.perform(command, as: actor)
            }
        }
    }

    /// `{correct: 平台, by: 科技局, fields: {…}, reason: 抄错了}`
    private static let correct = TestWord("correct") { entry in
        let (name, reason) = (entry.text("correct"), entry.text("reason"))
        let (acting, fields) = (TestActing(entry), TypedFields(entry))
        return { world in
            let (register, record) = try await world.recordNow(name)
            let input = try fields.input(register, in: world)
            try await acting.perform(world, titles: register.titles) { actor in
                let command = CorrectRecord(
                    register.key, record.id, revision: record.revision, input, reason: reason)
                _ = try await world.door.perform(command, as: actor)
            }
        }
    }

    /// `{strike: 平台, by: 科技局, reason: 登记错了}`
    private static let strike = TestWord("strike") { entry in
        let (name, reason, acting) = (entry.text("strike"), entry.text("reason"), TestActing(entry))
        return { world in
            let (register, record) = try await world.recordNow(name)
            try await acting.perform(world) { actor in
                let command = StrikeRecord(register.key, record.id, revision: record.revision, reason: reason)
                _ = try await world.door.perform(command, as: actor)
            }
        }
    }

    /// `{record: 平台, has: {级别: 市级, 取消认定日期: }}`: the values in words; nothing is an empty field.
    private static let record = TestWord("record") { entry in
        let name = entry.text("record")
        let fields = entry.entry("has")
        let expected = (fields?.keys ?? []).map { ($0, fields?.optionalText($0) ?? "") }
        return { world in
            let view = try await world.record(name)
            for (title, words) in expected {
                let actual = view.row.words[try view.register.field(titled: title).key] ?? ""
                guard actual == words else {
                    throw TestFault("“\(name)”的“\(title)”应是“\(words)”，实际是“\(actual)”")
                }
            }
        }
    }

    /// `{list: platforms, by: 平果, names: [平台甲]}`: exactly these records are seen, in any order.
    private static let list = TestWord("list") { entry in
        let (register, names, acting) = (entry.text("list"), entry.texts("names").sorted(), TestActing(entry))
        return { world in
            try await acting.perform(world) { actor in
                let request = ListRequest(limit: 500)
                let rows = try await world.door.ask(RecordList(register, request), as: actor).rows.map(\.name).sorted()
                guard rows == names else {
                    throw TestFault("应看到 \(names.joined(separator: "、"))；实际看到 \(rows.joined(separator: "、"))")
                }
            }
        }
    }

    /// `{import: certificates, by: 科技局, head: [企业, 证书编号], rows: [[甲公司, GR2022…]], entered: 1}`
    private static let importing = TestWord("import") { entry in
        let (register, acting, sheet) = (entry.text("import"), TestActing(entry), TestSheet(entry))
        let expected = entry.optionalText("entered").flatMap { Int($0) }
        return { world in
            try await acting.perform(world) { actor in
                let tally = try await world.door.perform(
                    ImportRecords(
                        register, file: try await sheet.kept(for: register, world, actor),
                        mapping: try await sheet.mapping(for: register, world), mode: sheet.mode), as: actor)
                guard expected.map({ $0 == tally.entered }) ?? true else {
                    throw TestFault("应新登记 \(expected ?? 0) 条，实际 \(tally.entered) 条")
                }
            }
        }
    }
}

extension TestWorld {
    fileprivate func recordNow(_ name: String) async throws -> (RegisterDefinition, RegisterRecord) {
        let view = try await record(name)
        return (view.register, view.row.record)
    }
}
