import {
  editionsOf,
  faceStatuses,
  hasPaidChat,
  impliesRtcService,
  openEditions,
  openProducts,
  productsOf,
} from "../../../backend/rules/products";

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

describe("each face's status", () => {
  test.each([
    ["Normal", "Normal", "Normal"],
    ["Disabling", "Normal", "Normal"],
    ["Disabled", "Disabled", "Disabled"],
    ["Enabling", "Disabled", "Disabled"],
    ["Expired", "Normal", "Disabled"],
    ["Deleting", "Disabled", "Disabled"],
  ] as const)("while the application is %s: %s, value-added %s", (status, face, valueAdded) => {
    expect(faceStatuses(status, ["chat", "call"], {}, true)).toEqual([
      { product: "chat", status: face, edition: "free-trial" },
      {
        product: "call",
        status: face,
        basicService: face,
        valueAddedService: valueAdded,
        edition: "none",
      },
    ]);
  });

  test("a Chat application with the RTC service shows that service too", () => {
    const faces = faceStatuses("Normal", ["chat"], { chat: "free-trial" }, true);
    expect(faces.map((face) => face.product)).toEqual(["chat", "rtc-engine"]);
    expect(faceStatuses("Normal", ["chat"], {}, false)).toHaveLength(1);
  });
});

test("stored products and editions come back, without what this release doesn't know", () => {
  expect(productsOf('["call","chat","later"]')).toEqual(["chat", "call"]);
  expect(editionsOf('{"chat":"pro","later":"x"}')).toEqual({ chat: "pro" });
});
