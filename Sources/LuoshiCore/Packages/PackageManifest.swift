/// `package.yaml`: what plan this is, whose, and for when.
package struct PackageManifest: Sendable, Equatable {
    package let code: String
    package let title: String
    package let shortTitle: String
    /// The unit id of the city (GB/T 2260).
    package let city: String
    package let issuer: String
    package let documentNumber: String?
    package let issuedOn: Day?
    package let firstDay: Day
    package let lastDay: Day
    package let demonstrationDay: Day?

    package init?(_ files: PackageFiles, _ findings: Findings) {
        guard let top = files.top("package.yaml", findings) else {
            if files.texts["package.yaml"] == nil {
                findings.error("package.yaml", 0, "方案配置缺少 package.yaml；请写明方案的代码、名称和起止日期")
            }
            return nil
        }
        self.code = top.text("package")
        self.title = top.text("title")
        self.shortTitle = top.optionalText("short_title") ?? title
        self.city = top.text("city")
        self.issuer = top.text("issuer")
        self.documentNumber = top.optionalText("document_number")
        self.issuedOn = top.day("issued_on")
        self.demonstrationDay = top.day("demo_today")
        let period = top.text("plan_period").split(separator: "/").compactMap { Day($0) }
        guard period.count == 2, period[0] <= period[1] else {
            top.error("plan_period", "“plan_period”应写成 2021-01-01/2023-12-31 的样子，前者不晚于后者")
            return nil
        }
        self.firstDay = period[0]
        self.lastDay = period[1]
        top.finish(ignoring: ["language", "version", "leading_group"])
        if code.isEmpty || !code.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }) {
            top.error("package", "“package”是方案的代码，只用小写字母、数字和连字符")
            return nil
        }
    }
}
