import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// `/plan/versions`: every version with the way to what it changed.
    func planVersions(_ request: Request, _ context: SiteContext) async throws -> Response {
        let versions = try await ask(PlanVersions(), context)
        let layout = try await layout("方案版本", .plan, context)
        let rows = versions.map { version -> HTML in
            let changes: HTML =
                version.number > 1
                ? "<a href=\"\(url: "/plan/versions/\(version.number - 1)/\(version.number)")\">改了什么</a>" : "第一版"
            return """
                <tr><th scope="row">第 \(version.number) 版　\(version.title)</th><td data-label="生效">\(version.adoptedOn)</td><td data-label="改动">\(changes)</td></tr>
                """
        }
        return layout.response(
            """
            <p class="crumb"><a href="\(url: "/plan")">方案</a></p>
            <h1>\(versions.isEmpty ? "还没有方案" : "方案有 \(versions.count) 版，现行第 \(versions[0].number) 版")</h1>
            <p class="sub">过去的记录仍按当时的版本。</p>
            \(versions.isEmpty ? nil : "<section class=\"card\"><table class=\"table\"><thead><tr><th scope=\"col\">版本</th><th scope=\"col\">生效</th><th scope=\"col\">改动</th></tr></thead><tbody>\(rows)</tbody></table></section>" as HTML)
            """)
    }

    /// `/plan/versions/1/2`: what the second changed against the first.
    func comparePlans(_ request: Request, _ context: SiteContext) async throws -> Response {
        let numbers = ["old", "new"].map { context.parameters.get($0).flatMap { Int($0) } ?? 0 }
        guard let comparison = try await ask(ComparePlans(numbers[0], numbers[1]), context) else {
            throw Refusal.notFound("方案的这两版")
        }
        let layout = try await layout("方案改动", .plan, context)
        let difference = comparison.difference
        return layout.response(
            """
            <p class="crumb"><a href="\(url: "/plan")">方案</a> › <a href="\(url: "/plan/versions")">版本</a></p>
            <h1>第 \(comparison.new.number) 版与第 \(comparison.old.number) 版\(difference.isEmpty ? "没有不同" : "：条款 \(difference.clauses.count) 处、责任分工 \(difference.tasks.count) 处、目标 \(difference.targets.count) 处")</h1>
            <p class="sub">第 \(comparison.old.number) 版 \(comparison.old.adoptedOn) 生效，第 \(comparison.new.number) 版 \(comparison.new.adoptedOn) 生效；单位名称按今天的写。</p>
            \(DifferenceCards(difference: difference, units: comparison.units).body)
            """)
    }
}
