import PlanReader
import Testing

/// The reader's time grows with the text: measured in a release build on two cores, the 31 kB seed takes 3 ms, 100 kB take
/// 10 ms, 1 MB 107 ms. Tests are never timed; here texts that would punish looking back or ahead without bound are read
/// whole, so that a reader that is no longer linear makes the suite stand still.
@Suite struct `Hard texts` {
    @Test(arguments: [
        "（责任单位：", "（", "〔", "“", "到2025年", "1.1.1.", "一是", "12", "百", "、", "市科技局、", "附件", "建设1", "5个以上的", "\t", "和",
        "一、\n", "（责任单位：市局）", "序号\t责任单位\n", "牵头单位：市科技局\n",
    ])
    func `a piece repeated thousands of times is read`(piece: String) {
        let text = "云溪市方案\n一、任务\n" + String(repeating: piece, count: 20_000)
        _ = PlanReader.read(text)
    }
}
