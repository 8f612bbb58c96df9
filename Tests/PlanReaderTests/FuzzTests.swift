import Foundation
import PlanReader
import Testing

/// A small generator that gives the same numbers on every machine.
private struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(max(1, sides)))
    }
}

@Suite struct `Any input at all` {
    private static let seed = """
        云溪市示范行动方案（2024—2026年）
        一、目标。到2025年，产值突破1,200亿元，建成1—2个平台（其中市级3个），“5G+”应用30个以上，机械化率分别达到65%和55%。
        二、任务
        （一）平台。一是建设。〔责任单位：市科技局、财政局，各县（市、区）人民政府（排名第一的为牵头单位，下同）〕。二是运营。[责任单位：市数据局]
        1.2.3平台 11.121人才，两年内推广，按1:1比例，逐年提升，百分之八十，“十四五”末。（市科技局牵头，市财政局等12个部门配合
        附件1
        序号\t任务\t责任单位\t2025年目标
        1\t建设\t市科技局\t≥50%
        """

    private static let pieces = [
        "（", "）", "〔", "〕", "“", "”", "《", "、", "，", "。", "\t", "\n", "\r\n", "\u{2028}", "一", "一是", "二是", "十", "百",
        "万", "亿", "1", "2025年", "到", "%", "个", "家以上", "责任单位：", "牵头单位：", "负责", "等", "市",
        "附件", "第", "1.", "1.1", "：", ":", "-", "~", "分别", "均达到", "\u{0}", "\u{FEFF}", "👩‍👩‍👧", "é", "|", "#", "**", "每年",
        "五年内", "9999999999999999999999", "比2020年", "各", "和", "会同", "下同", "以下均需", "不再列出",
    ]

    private func check(_ text: String) {
        let draft = PlanReader.read(text)
        let count = text.unicodeScalars.count
        for (start, end) in draft.tasks.map({ ($0.start, $0.end) }) + draft.targets.map({ ($0.start, $0.end) })
            + draft.clauses.map({ ($0.start, $0.end) })
            + draft.warnings.map({ ($0.start, $0.end) })
        {
            #expect(start >= 0 && start <= end && end <= count)
        }
    }

    /// Runs 300 mutations, or as many as fit in `LUOSHI_FUZZ_SECONDS`.
    @Test func `a damaged text never stops the reader, and all spans lie within it`() {
        let seconds = ProcessInfo.processInfo.environment["LUOSHI_FUZZ_SECONDS"].flatMap(Double.init)
        let end = seconds.map { ContinuousClock.now + .milliseconds(Int($0 * 1000)) }
        var dice = Dice(state: 0x9E37_79B9_7F4A_7C15)
        let original = Array(Self.seed.unicodeScalars)
        var round = 0
        while end.map({ ContinuousClock.now < $0 }) ?? (round < 300) {
            var scalars = original
            for _ in 0...dice.roll(12) {
                let place = dice.roll(scalars.count + 1)
                switch dice.roll(4) {
                case 0: scalars.insert(contentsOf: Self.pieces[dice.roll(Self.pieces.count)].unicodeScalars, at: place)
                case 1: scalars.removeSubrange(place..<min(scalars.count, place + dice.roll(20)))
                case 2:
                    let other = dice.roll(scalars.count + 1)
                    scalars.insert(
                        contentsOf: Array(scalars[min(place, other)..<min(max(place, other), min(place, other) + 60)]),
                        at: place)
                default: if place < scalars.count { scalars[place] = Unicode.Scalar(UInt32(dice.roll(0xD7FF))) ?? "x" }
                }
            }
            check(String(String.UnicodeScalarView(scalars)))
            round += 1
        }
    }

    @Test(arguments: [
        "", " ", "\n", "\t", "\t\t\n\t", "（", "）", "1", "1.", "一", "一、", "（一）", "附件", "责任单位：", "（责任单位：）", "（责任单位：",
        "2025", "2025年", "百", "1:1", "|a|", "“", "一是二是", "\u{FEFF}",
    ])
    func `a scrap of text is read`(text: String) {
        check(text)
    }
}
