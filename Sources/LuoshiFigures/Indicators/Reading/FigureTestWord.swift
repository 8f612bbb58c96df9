package import LuoshiCore
import LuoshiWork

extension TestWord {
    /// What tests say about figures: `{figure: hnte_stock, unit: 百色市, at: "2022-07-31", value: "1"}`. The value is as pages show
    /// it, or why there is none: 无数据、未到统计时点、口径待确认.
    package static let figures: [TestWord] = [
        TestWord("figure") { entry in
            let (key, unit, time, value) = (
                entry.text("figure"), entry.text("unit"), entry.text("at"), entry.text("value")
            )
            return { world in
                guard let id = try await world.unitsByName()[unit] else { throw TestFault("没有叫“\(unit)”的单位") }
                let figure = try await world.door.ask(FigureQuery(key, of: id, at: time), as: .system("tests"))
                let actual = figure.text ?? figure.absence?.title ?? ""
                guard actual == value else {
                    throw TestFault("“\(figure.indicator.title)”\(time) \(unit)应是 \(value)，实际是 \(actual)")
                }
            }
        }
    ]
}
