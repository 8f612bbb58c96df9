import LuoshiCore
import LuoshiPlan

/// The fields that say on what paper a decision rests, and from when it holds.
struct GroundFields {
    let filled: FilledForm
    /// Keeps the ids of one page's forms apart.
    let prefix: String
    let today: Day
    /// Whether the form asks from which day the decision holds.
    var asksEffectiveDay = true

    static let codes = ["ground_title", "ground_number", "ground_day", "effective"]

    var body: HTML {
        let kinds = GroundKind.allCases.map { kind -> HTML in
            "<option value=\"\(kind.rawValue)\"\("selected", if: filled.value("ground_kind") == kind.rawValue)>\(kind.title)</option>"
        }
        return """
            <fieldset><legend>依据</legend>
            <label class="form-label" for="\(prefix)-kind">种类</label><select class="form-select" id="\(prefix)-kind" name="ground_kind">\(kinds)</select>
            <label class="form-label" for="\(prefix)-title">名称</label><input class="form-control" id="\(prefix)-title" name="ground_title" maxlength="200" value="\(filled.value("ground_title"))" required\(filled.mark("ground_title"))>\(filled.beside("ground_title"))
            <label class="form-label" for="\(prefix)-number">文号 <span class="note">会议纪要没有编号的，可不填</span></label><input class="form-control" id="\(prefix)-number" name="ground_number" maxlength="60" value="\(filled.value("ground_number"))"\(filled.mark("ground_number"))>\(filled.beside("ground_number"))
            <label class="form-label" for="\(prefix)-day">日期</label><input class="form-control" type="date" id="\(prefix)-day" name="ground_day" max="\(today)" value="\(filled.value("ground_day"))" required\(filled.mark("ground_day"))>\(filled.beside("ground_day"))
            </fieldset>
            \(asksEffectiveDay ? effectiveDay : nil)
            """
    }

    private var effectiveDay: HTML {
        """
        <label class="form-label" for="\(prefix)-from">自哪一天起按此执行</label><input class="form-control" type="date" id="\(prefix)-from" name="from" value="\(filled.value("from", today.description))"\(filled.mark("effective"))>\(filled.beside("effective"))
        """
    }
}

extension Form {
    /// The paper a decision rests on, as typed.
    func ground() throws -> Ground {
        guard let day = Day(text("ground_day")) else {
            throw Refusal("ground_day", "请写明依据的日期，写成 2022-07-08 的样子。")
        }
        return Ground(
            kind: GroundKind(rawValue: text("ground_kind")) ?? .minutes, title: text("ground_title"),
            number: text("ground_number"), day: day)
    }

    /// The day from which it holds; nil for today.
    func effectiveDay() throws -> Day? {
        if text("from").isEmpty { return nil }
        guard let day = Day(text("from")) else { throw Refusal("effective", "请写明自哪一天起执行，写成 2022-07-08 的样子。") }
        return day
    }

    /// What the one who rules chose.
    var choice: RulingChoice {
        let option = text("option")
        return RulingChoice(
            option: option.isEmpty || option == "-" ? nil : option, given: text("given"),
            units: FilledForm.units(fields))
    }
}
