import {
  editionsOf,
  hasPaidChat,
  impliesRtcService,
  openEditions,
  openProducts,
  productsOf,
} from "../../../backend/rules/application/products";

test.each([
  [[], ["chat"], ["chat"]],
  [["chat"], ["call"], ["chat", "call"]],
  [["chat", "live"], ["call"], ["chat", "call", "live"]],
  [["rtc-engine"], [], ["rtc-engine"]],
  [["call"], ["call"], ["call"]],
] as const)("%p and %p open %p", (open, wanted, expected) => {
  expect(openProducts(open, wanted)).toEqual(expected);
});

test("editions at creation: a free trial for chat and rtc-engine, none for what must be claimed", () => {
  expect(openEditions({}, ["chat", "call", "conference", "live", "rtc-engine"])).toEqual({
    chat: "free-trial",
    call: "none",
    conference: "none",
    live: "none",
    "rtc-engine": "free-trial",
  });
});

test("opening a product leaves the editions of the others", () => {
  expect(openEditions({ chat: "pro" }, ["chat", "call"])).toEqual({ chat: "pro", call: "none" });
});

test.each([
  [["chat"], false],
  [["call"], true],
  [["chat", "live"], true],
  [["rtc-engine"], true],
] as const)("%p imply the RTC service: %p", (open, implied) => {
  expect(impliesRtcService(open)).toBe(implied);
});

test.each([
  [{}, false],
  [{ chat: "none" }, false],
  [{ chat: "free-trial" }, false],
  [{ chat: "standard" }, true],
  [{ "rtc-engine": "pro" }, false],
])("%p hold a paid Chat: %p", (editions, paid) => {
  expect(hasPaidChat(editions)).toBe(paid);
});

test("stored products and editions come back, without what this release doesn't know", () => {
  expect(productsOf('["call","chat","later"]')).toEqual(["chat", "call"]);
  expect(editionsOf('{"chat":"pro","later":"x"}')).toEqual({ chat: "pro" });
});
