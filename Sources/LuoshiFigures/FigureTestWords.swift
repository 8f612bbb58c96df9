package import LuoshiCore
import LuoshiWork

extension TestWord {
    /// What tests say about figures.
    package static let figures: [TestWord] = [figure, letter, close, edition, move, merge]

    /// `{figure: hnte_stock, unit: 百色市, at: "2022-07-31", value: "1"}`. The value is as pages show it, or why there is none:
    /// 无数据、未到统计时点、口径待确认.
    private static let figure = TestWord("figure") { entry in
        let (key, unit, time, value) = (
            entry.text("figure"), entry.text("unit"), entry.text("at"), entry.text("value")
        )
        return { world in
            let id = try await world.unit(unit)
            let figure = try await world.door.ask(FigureQuery(key, of: id, at: time), as: .system("tests"))
            let actual = figure.text ?? figure.absence?.title ?? ""
            guard actual == value else {
                throw TestFault("“\(figure.indicator.title)”\(time) \(unit)应是 \(value)，实际是 \(actual)")
            }
        }
    }

    /// `{letter: 用例统函〔2022〕1 号, by: 统计局, to: 市统计局, values: [{indicator: gdp, unit: 百色市, period: "2021", value: "1500", status: final}]}`
    private static let letter = TestWord("letter") { entry in
        let (number, unit, reason) = (entry.text("letter"), entry.text("to"), entry.optionalText("reason") ?? "")
        let acting = TestActing(entry)
        let values = entry.entries("values").map { value in
            (
                indicator: value.text("indicator"), unit: value.text("unit"), period: value.text("period"),
                value: value.text("value"), status: FigureStatus(rawValue: value.text("status")) ?? .preliminary
            )
        }
        return { world in
            var inputs: [CollectedInput] = []
            for value in values {
                inputs.append(
                    CollectedInput(
                        indicator: value.indicator, unit: try await world.unit(value.unit), period: value.period,
                        value: value.value, status: value.status))
            }
            let today = world.door.clock.moment().day
            let command = RecordLetter(
                unit: try await world.unit(unit), number: number, title: "用例来函", issuer: "用例来文单位", datedOn: today,
                receivedOn: today, values: inputs, reason: reason)
            try await acting.perform(world) { _ = try await world.door.perform(command, as: $0) }
        }
    }

    /// `{close: 2022Q2, by: 办公室}`; once it is closed, with `reason`, the next edition is published.
    private static let close = TestWord("close") { entry in
        let (period, reason, acting) = (entry.text("close"), entry.optionalText("reason"), TestActing(entry))
        return { world in
            try await acting.perform(world) { actor in
                if let reason {
                    _ = try await world.door.perform(PublishEdition(period, reason: reason), as: actor)
                } else {
                    _ = try await world.door.perform(ClosePeriod(period, reason: ""), as: actor)
                }
            }
        }
    }

    /// `{edition: 2022Q2, figure: contracts_registered, values: ["0.30", "0.20"], now: "0.20"}`: as each edition published it, and now.
    private static let edition = TestWord("edition") { entry in
        let (period, key, values, now) = (
            entry.text("edition"), entry.text("figure"), entry.texts("values"), entry.text("now")
        )
        return { world in
            let view = try await world.door.ask(EditionByPeriod(period), as: .system("tests"))
            guard let row = view?.rows.first(where: { $0.indicator == key }) else {
                throw TestFault("\(period) 里没有“\(key)”这个指标")
            }
            let words = Figure.Absence.noData.title
            let actual =
                row.published.map { $0?.text ?? words }
                + [row.now?.said ?? words]
            guard actual == values + [now] else {
                throw TestFault("“\(key)”\(period) 各版和现数应是 \(values + [now])，实际是 \(actual)")
            }
        }
    }

    /// `{move: 用例铝业有限公司, to: 右江区, from: "2022-07-01", by: 管理员}`: in the territory and where it reports.
    private static let move = TestWord("move") { entry in
        let (unit, parent, from) = (entry.text("move"), entry.text("to"), entry.day("from"))
        let acting = TestActing(entry)
        return { world in
            let (id, into) = (try await world.unit(unit), try await world.unit(parent))
            let paper = UnitPaper(from: from ?? world.door.clock.moment().day, basis: "用例通知")
            try await acting.perform(world) { actor in
                for hierarchy in ["territory", "administration"] {
                    _ = try await world.door.perform(
                        MoveUnit(id, hierarchy: hierarchy, parent: into, paper), as: actor)
                }
            }
        }
    }

    /// `{merge: 田阳区, to: 右江区, from: "2022-07-01", by: 管理员}`
    private static let merge = TestWord("merge") { entry in
        let (unit, into, from) = (entry.text("merge"), entry.text("to"), entry.day("from"))
        let acting = TestActing(entry)
        return { world in
            let (id, successor) = (try await world.unit(unit), try await world.unit(into))
            let paper = UnitPaper(from: from ?? world.door.clock.moment().day, basis: "用例批复")
            try await acting.perform(world) { actor in
                _ = try await world.door.perform(MergeUnits([id], into: successor, paper), as: actor)
            }
        }
    }
}

extension TestWorld {
    fileprivate func unit(_ name: String) async throws -> String {
        let units = try await unitsByName()
        if let id = units[name] ?? (units.values.contains(name) ? name : nil) { return id }
        throw TestFault("没有叫“\(name)”的单位")
    }
}
