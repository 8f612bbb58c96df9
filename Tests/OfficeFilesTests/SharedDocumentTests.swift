import OfficeFiles
import Testing

@Suite(.needsSharedDocuments) struct SharedDocumentTests {
    private func read(_ path: String) throws -> DocumentText {
        try DocumentReader.read(Surroundings.file((Surroundings.shared ?? "") + "/plans/" + path), name: path)
    }

    @Test(arguments: ["01-hangzhou-opc-plan.txt", "04-guangdong-opc-action.txt", "12-statecouncil-agri-machinery.txt"])
    func `a plain text is left as it is`(name: String) throws {
        let bytes = try Surroundings.file((Surroundings.shared ?? "") + "/plans/" + name)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
            $0.trimmingSuffix { $0.isWhitespace }
        }
        let read = try read(name)
        #expect(read.text.split(separator: "\n") == lines.filter { !$0.isEmpty })
        #expect(read.classification == nil)
    }

    @Test(.needsPdfium) func `a provincial plan of 29 pages is read with its tables`() throws {
        let text = try read("09-zhejiang-new-scenarios.pdf").text
        let lines = text.split(separator: "\n").map(String.init)
        #expect(!text.contains("— 2 —"))
        #expect(lines.contains("三、明确场景开放应用流程"))
        #expect(lines.contains { $0.hasPrefix("2.人形机器人。") && $0.hasSuffix("省国资委按职责分工负责）") })
        // Merged cells, also over the page break before row 37.
        #expect(lines.contains("2\t总体\t在浙央企、国企和链主型企业每年开放主业领域场景数量\t100个以上\t省发展改革委、省国资委"))
        #expect(lines.contains("37\t施工安全\t开发隐患识别算法\t2套以上\t省建设厅"))
        let numbers = lines.compactMap { $0.split(separator: "\t").first.flatMap { Int($0) } }
        #expect(numbers == Array(1...56) + Array(1...102))
        #expect(lines.filter { $0 == "序号\t领域\t具体任务\t责任单位" }.count == 1)
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> Substring {
        var text = self
        while let last = text.last, condition(last) { text.removeLast() }
        return text
    }
}
