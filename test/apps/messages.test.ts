import { faultsOf } from "./files";
import { cases } from "./message-cases";

test.each(cases)("$name", ({ text, says }) => {
  expect(faultsOf({ "support.yaml": text })).toEqual(says);
});

describe("files that contradict each other", () => {
  const sound = "application: support\nproducts: [chat]\nregion: singapore\n";

  test("one application in two files", () => {
    expect(faultsOf({ "a.yaml": sound, "b.yaml": sound })).toEqual([
      expect.stringMatching(
        /^b\.yaml:1:14: application is the same in .*a\.yaml: one application has one file$/,
      ),
    ]);
  });

  test("the same name in two accounts is fine", () => {
    expect(faultsOf({ "a.yaml": sound, "b.yaml": `${sound}account: other\n` }, ["other"])).toEqual([]);
  });

  test("an account that Pulumi.yaml doesn't have", () => {
    expect(faultsOf({ "a.yaml": `${sound}account: mian\n` }, ["main"])).toEqual([
      'a.yaml:4:10: account isn\'t one of the accounts in Pulumi.yaml; did you mean "main"?',
    ]);
  });

  test("one SDKAppID adopted twice", () => {
    const adopt = 'adopt: "1400000001"\n';
    expect(faultsOf({ "a.yaml": `application: a\n${adopt}`, "b.yaml": `application: b\n${adopt}` })).toEqual([
      expect.stringMatching(/^b\.yaml:2:8: adopt is the same in .*a\.yaml/),
    ]);
  });

  test("one SDKAppID adopted in an environment, and in another file", () => {
    const a =
      'application: a\nenvironments:\n  dev: { adopt: "1400000001" }\n  prod: { adopt: "1400000002" }\n';
    const b =
      'application: b\nadopt: "1400000003"\nenvironments:\n  dev: {}\n  test: { adopt: "1400000002" }\n';
    expect(faultsOf({ "a.yaml": a, "b.yaml": b })).toEqual([
      expect.stringMatching(/^b\.yaml:5:18: environments\.test\.adopt is the same in .*a\.yaml/),
    ]);
  });

  test("one SDKAppID adopted in two environments", () => {
    const text = 'application: a\nadopt: "1400000001"\nenvironments: { dev: {}, prod: {} }\n';
    expect(faultsOf({ "a.yaml": text })).toEqual([
      "a.yaml:2:8: adopt is the same in the environments dev and prod: one application is in one of them",
    ]);
  });
});
