import LuoshiCore
import LuoshiPlan
import LuoshiWork

/// A unit's sheet as a paper, in the places that GB/T 9704 gives: title, addressee, what is signed for, signature, day.
struct DutySheetPage {
    let unit: Unit
    let office: String
    let sheet: DutySheet
    let view: PlanView

    var body: HTML {
        """
        <p class="crumb act"><a href="\(url: "/duties/\(unit.id)")">回到责任分工</a>　用浏览器的打印功能打印，盖章后把扫描件传回系统。</p>
        <article class="official">
        <h1>责任分工签收单</h1>
        <p class="addressee">\(office)：</p>
        <p>《\(planTitle)》责任分工（\(typed: sheet.issue)，\(sheet.issuedOn.inWords)印发）收悉。本单位承担 \(sheet.duties.count) 项，现予签收：</p>
        <table class="sheet-table"><thead><tr><th scope="col">序号</th><th scope="col">任务</th><th scope="col">责任</th><th scope="col">签收情况</th></tr></thead><tbody>\(rows)</tbody></table>
        <p class="signature">\(unit.name)<br>（盖章）<br>　　年　　月　　日</p>
        <p class="imprint">内容校验码：\(sheet.fingerprint)　任务要求以印发的责任分工为准；内容变动后校验码随之改变。</p>
        </article>
        """
    }

    /// Titles within a title take single marks (GB/T 15834).
    private var planTitle: String { view.plan.version.title.replacing("《", with: "〈").replacing("》", with: "〉") }

    private var rows: [HTML] {
        sheet.duties.enumerated().map { index, duty -> HTML in
            let task = "\(duty.key.clause) \(view.plan.clause(duty.key.clause)?.title ?? "")"
            let signed: HTML =
                switch duty.standing {
                case .signed: "\(duty.signing?.day.description ?? "") \(typed: duty.signing?.actorName ?? "")"
                case .questioned: "提出职责分工异议"
                case .waiting, .ended: "未签收"
                }
            return
                "<tr><td>\(index + 1)</td><td>\(typed: task)</td><td>\(duty.key.role.title)</td><td>\(signed)</td></tr>"
        }
    }
}
