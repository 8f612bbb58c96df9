import PlanReader
import Testing

@Suite struct `Clauses and their numbers` {
    @Test func `the path is the position among siblings, the label the printed number`() {
        let draft = PlanReader.read(
            """
            云溪市行动方案
            一、总体要求
            二、任务
            （三）平台
            1．一项
            2.二项
            （四）人才
            3、三项
            三、保障
            """)
        #expect(draft.clauses.map(\.path) == ["1", "2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.1", "3"])
        #expect(draft.clauses.map(\.label) == ["一、", "二、", "（三）", "1.", "2.", "（四）", "3、", "三、"])
    }

    @Test func `a digit behind the point belongs to the heading where the series expects the number`() {
        let draft = PlanReader.read("云溪市行动方案\n一、任务\n1.一项。\n2.121人才计划。实施引才。\n3.5万亩示范。\n")
        #expect(draft.clauses.map(\.label) == ["一、", "1.", "2.", "3."])
        #expect(draft.clauses[2].heading == "121人才计划")
    }

    @Test func `a decimal at the head of a broken line is no heading`() {
        let lines = (1...9).map { _ in "本段文字用来把版面撑满从而让阅读程序知道这里是硬换行的文" }.joined(separator: "\n")
        let draft = PlanReader.read("云溪市行动方案\n一、任务\n\(lines)\n2.5万亩示范基地。\n")
        #expect(draft.clauses.map(\.label) == ["一、"])
    }

    @Test func `decimal numbers nest`() {
        let draft = PlanReader.read("云溪市行动方案\n1. 任务\n1.1 平台\n1.2 人才\n2. 保障\n2.1 组织\n")
        #expect(draft.clauses.map(\.path) == ["1", "1.1", "1.2", "2", "2.1"])
    }

    @Test func `chapters and sections nest`() {
        let draft = PlanReader.read("云溪市规划\n第一章 总论\n第一节 背景\n一、形势\n第二节 目标\n第二章 任务\n")
        #expect(draft.clauses.map(\.path) == ["1", "1.1", "1.1.1", "1.2", "2"])
    }

    @Test func `an annex has a path of its own and the list of annexes is none`() {
        let draft = PlanReader.read("云溪市方案\n一、任务\n二、保障\n附件：1.分工表\n2.流程图\n附件1\n分工表\n一、一类\n附件2\n流程图\n")
        #expect(draft.clauses.map(\.path) == ["1", "2", "A1", "A1.1", "A2"])
    }

    @Test func `title, number, issuer and years are read from the head`() {
        let draft = PlanReader.read(
            """
            云溪市人民政府办公室关于印发云溪市示范行动方案（2024—2026年）的通知
            云政办发〔2024〕3号
            各县（市、区）人民政府：
            现印发给你们，请认真贯彻执行。
            云溪市人民政府办公室
            2024年3月5日
            云溪市示范行动方案
            （2024—2026年）
            一、任务
            """)
        #expect(draft.title == "云溪市示范行动方案（2024—2026年）")
        #expect(draft.documentNumber == "云政办发〔2024〕3号")
        #expect(draft.issuer == "云溪市人民政府办公室")
        #expect(draft.years == [2024, 2026])
    }
}
