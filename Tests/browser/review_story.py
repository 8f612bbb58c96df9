"""From the seed's file to the running plan, with every kind of correction on the way, counting each click."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect


class Hand:
    """Clicks and chooses, and counts: a click, a choice from a list, a word typed into a field are one each."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def click(self, what: str | Locator) -> None:
        self.count += 1
        (self.page.locator(what).first if isinstance(what, str) else what).click()

    def choose(self, field: str, **option: object) -> None:
        self.count += 1
        self.page.locator(field).first.select_option(**option)

    def write(self, field: str, text: str) -> None:
        self.count += 1
        self.page.locator(field).first.fill(text)

    def card(self, *words: str) -> Locator:
        """The card of an item whose text has all these words."""
        cards = self.page.locator(".item")
        for word in words:
            cards = cards.filter(has_text=word)
        return cards.first

    def open(self, *words: str) -> None:
        """Opens the form of an item."""
        self.click(self.card(*words).get_by_role("link", name=re.compile("^修改")))

    def save(self) -> None:
        self.click("button[value=save]")


def story(page: Page, document: Path) -> int:
    """Imports, reviews and publishes; returns the number of clicks."""
    hand = Hand(page)
    page.goto("/import")
    hand.click("#unclassified")
    hand.count += 1
    page.set_input_files("#document", document)
    hand.click("main form button")
    expect(page.locator("h1")).to_contain_text("处待核对")

    # Everything the reader is sure of, then the six wordings.
    hand.click(page.get_by_role("button", name="一次核对"))
    hand.click(hand.card("各县（区）人民政府", "照字面").get_by_role("button", name="按全部 12 个"))
    for wording in ("各园区管委会", "各有关高校", "科研院所", "有关县（市、区）人民政府"):
        hand.click(hand.card("单位名称", wording, "未定").get_by_role("button", name="口径待确认"))
    hand.click(hand.card("单位名称", "各成员单位").get_by_role("link", name="逐个勾选"))
    hand.click("input[name=to][value=group]")
    for unit in ("451000-kjj", "451000-fgw", "451000-gxj", "451000-czj"):
        hand.click(f"input[name=member-{unit}]")
    hand.save()

    # One of each correction.
    hand.click(page.get_by_role("link", name=re.compile("^目标 ")).last)
    hand.open("技术合同成交额总额")
    hand.write("[name=owner]", "市科技局")
    hand.save()
    hand.open("自治区级以上的高层次创新人才数量")
    hand.click("summary:has-text('拆分、合并')")
    hand.click("button[value=merge]")
    hand.open("转化科技成果", "1.2")
    hand.click("summary:has-text('拆分、合并')")
    hand.click("button[value=merge]")
    hand.open("职务科技成果长期使用权")
    hand.write("[name=owner]", "市科技局")
    hand.save()
    hand.click(page.get_by_role("link", name=re.compile("^条款 ")).last)
    hand.open("科技支撑宜居城镇建设")
    hand.write("[name=title]", "宜居城镇的科技支撑")
    hand.save()
    hand.open("加强工作监督评估")
    hand.click("summary:has-text('拆分、合并')")
    hand.write("[name=split_at]", "探索建立全社会研发投入")
    hand.click("button[value=split]")
    hand.click(page.get_by_role("link", name=re.compile("^操作记录")))
    hand.click(page.get_by_role("button", name=re.compile(r"^撤销这一步")).first)
    hand.click(".crumb a:has-text('号')")
    hand.click(page.get_by_role("link", name=re.compile("^问题 ")).last)
    hand.open("各级财政部门")
    hand.write("[name=what]", "按财政事权与属地原则兑付奖励后补助")
    hand.save()
    hand.open("市直有关部门")
    hand.click("summary:has-text('拆分、合并')")
    hand.choose("[name=move_to]", label="3.2 不断优化工作机制")
    hand.click("button[value=move]")
    hand.open("行业主管部门")
    hand.click("summary:has-text('拆分、合并')")
    hand.click("button[value=delete]")
    hand.click(page.locator("#add").get_by_role("link", name="点名"))
    hand.choose("#add [name=clause]", label="3.6 加强工作监督评估")
    hand.write("#add [name=unit]", "第三方机构")
    hand.write("#add [name=what]", "评估三年实施情况")
    hand.click(page.locator("#add").get_by_role("button", name="新增"))

    # The rest is looked through and accepted, kind by kind.
    hand.click(page.get_by_role("link", name=re.compile("^待核对")).last)
    hand.click(page.get_by_role("button", name="都核对了"))
    expect(page.locator("h1")).to_contain_text("都核对过了")
    hand.click("h1 a")
    expect(page.locator("h1")).to_contain_text("可以发布")
    hand.click(page.get_by_role("button", name="发布"))
    expect(page).to_have_url(re.compile("/plan$"))
    return hand.count
