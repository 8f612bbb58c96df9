package import LuoshiCore

/// Figures of a period as they were published: they never change.
package struct Edition: Sendable, Hashable {
    package let period: Period
    /// 1 is the first; a later one takes revisions in.
    package let number: Int
    package let publishedOn: Day
    package let publishedBy: String
    package let reason: String

    /// 2022 年二季度（第 1 版）.
    package var title: String { "\(period.title)\(number == 1 ? "公布数" : "第 \(number) 次公布（修订）")" }
}

/// A difference that came to a figure of a closed period afterwards.
package struct Revision: Sendable, Hashable {
    package let period: Period
    package let indicator: String
    package let unit: String
    /// In the indicator's smallest part; of what stands, from some day on.
    package let amount: Int64
    package let reason: String
    package let on: Day
    package let by: String
    /// The edition that took it in; nil while none has.
    package let edition: Int?
}
