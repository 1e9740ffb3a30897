import { cell } from "../../cli/reports/markdown";

test.each([
  ["plain text", "plain text"],
  ["a|b\nc\td", "a\\|b c d"],
  ["<b>*bold*</b> `code` [link](x)", "\\<b\\>\\*bold\\*\\</b\\> \\`code\\` \\[link\\](x)"],
  ["by_hand ~no~ &#64;", "by\\_hand \\~no\\~ \\&#\u200b64;"],
  ["@team fixed #12", "@\u200bteam fixed #\u200b12"],
  [
    "https://example.com www.example.com a@b.cn",
    "https:\u200b//example.com www\u200b.example.com a@\u200bb.cn",
  ],
  ["\x1b[31mred\u202e", "\ufffd\\[31mred\ufffd"],
])("%j in a table", (text, shown) => expect(cell(text)).toBe(shown));
