import { faultsOf } from "./files";

const cases: { name: string; text: string; says: string[] }[] = [
  {
    name: "a sound file",
    text: "application: support\nproducts: [chat]\nregion: singapore\n",
    says: [],
  },
  {
    name: "short forms and what was left empty",
    text: "application: support\nproducts: [chat]\nregion: singapore\ntags:\nadmins:\n  - ops\nenvironments:\n  dev:\n  prod:\n",
    says: [],
  },
  ...["{}", ""].map((environments) => ({
    name: `environments of which ${environments || "nothing"} is left`,
    text: `application: support\nproducts: [chat]\nregion: singapore\nenvironments: ${environments}\n`,
    says: [
      "support.yaml:4:15: environments must map environments to what differs in them, for example { prod: {} }; an application without any is in every environment",
    ],
  })),
  { name: "an empty file", text: "", says: ["support.yaml:1:1: is empty"] },
  {
    name: "another kind of value",
    text: "- application: support\n",
    says: [
      "support.yaml:1:1: must map properties to values: `application: support` and what it is made from",
    ],
  },
  {
    name: "two documents",
    text: "application: a\nproducts: [chat]\nregion: china\n---\napplication: b\n",
    says: ["support.yaml:4:1: holds more than one document: one file holds one application"],
  },
  {
    name: "a key twice, and everything else all the same",
    text: "application: support\nregion: china\nproducts: [chat]\nregion: tokyo\nadmin: []\nenvironments:\n  dev: { tags: { team: a, team: b } }\n  prod: { products: [fax] }\n",
    says: [
      "support.yaml:4:1: region stands in line 2 already: keep one of them",
      'support.yaml:5:1: admin isn\'t known here; did you mean "admins"?',
      "support.yaml:7:27: environments.dev.tags.team stands in line 7 already: keep one of them",
      'support.yaml:8:22: environments.prod.products.0 must be one of "chat", "call", "conference", "live", "rtc-engine", for example "chat"',
    ],
  },
  {
    name: "of a key that stands twice the last one is judged",
    text: "application: support\nregion: moon\nregion: tokyo\nproducts: [chat]\nproducts: [fax]\n",
    says: [
      "support.yaml:3:1: region stands in line 2 already: keep one of them",
      "support.yaml:5:1: products stands in line 4 already: keep one of them",
      'support.yaml:5:12: products.0 must be one of "chat", "call", "conference", "live", "rtc-engine", for example "chat"',
    ],
  },
  {
    name: "no name, and everything else all the same",
    text: "aplication: support\nproducts: [fax]\nregion: singapore\nadmins: [ops, ops]\n",
    says: [
      'support.yaml:1:1: application is required and must be 1-40 letters, digits, underscores or hyphens that begin with a letter: what the application is called in the state for good, for example "support"',
      'support.yaml:1:1: aplication isn\'t known here; did you mean "application"?',
      'support.yaml:2:12: products.0 must be one of "chat", "call", "conference", "live", "rtc-engine", for example "chat"',
      'support.yaml:4:15: admins.1 has the same userId as admins.0, "ops"',
    ],
  },
  {
    name: "unknown keys, in the file, an environment and an entry",
    text: "application: support\nproducts: [chat]\nregoin: china\nregion: china\nadmins:\n  - userId: ops\n    adpot: true\nenvironments:\n  prod:\n    tag: {}\n",
    says: [
      'support.yaml:3:1: regoin isn\'t known here; did you mean "region"?',
      'support.yaml:7:5: admins.0.adpot isn\'t known here; did you mean "adopt"?',
      'support.yaml:10:5: environments.prod.tag isn\'t known here; did you mean "tags"?',
    ],
  },
  {
    name: "wrong types",
    text: "application: support\nproducts: chat\nregion: 5\nenabled: yes\nadmins: ops\ntags: [a]\n",
    says: [
      'support.yaml:2:11: products must be a list of products, for example ["chat"]',
      'support.yaml:3:9: region must be one of "china", "singapore", "seoul", "tokyo", "frankfurt", "silicon-valley", "jakarta", for example "singapore"',
      "support.yaml:4:10: enabled must be true or false",
      "support.yaml:5:9: admins must be a list of entries, each with its userId",
      'support.yaml:6:7: tags must map tag keys to values, for example {"team": "support"}',
    ],
  },
  {
    name: "broken rules, all at once",
    text: 'application: support\nname: "much too long a name"\nproducts: [chat, fax]\ntags:\n  qcloud-x: y\nadmins:\n  - "not ok"\n  - ops\n  - ops\n',
    says: [
      'support.yaml:1:1: region is required unless `adopt` takes over an existing application; for example "singapore"',
      'support.yaml:2:7: name must be 1-15 letters, digits or underscores, for example "support_chat"',
      'support.yaml:3:18: products.1 must be one of "chat", "call", "conference", "live", "rtc-engine", for example "chat"',
      'support.yaml:5:13: tags.qcloud-x must not begin with "qcs:", "qcloud", "tencent", "project" or "项目", which are reserved, for example "team"',
      'support.yaml:7:5: admins.0.userId must be 1-32 letters, digits, underscores or hyphens (names of robots, "@RBT#…", are reserved), for example "ops_admin"',
      'support.yaml:9:5: admins.2 has the same userId as admins.1, "ops"',
    ],
  },
  {
    name: "a rule that only one environment breaks, where its value stands",
    text: "application: support\nproducts: [chat]\nregion: singapore\nadmins: [ops]\nenvironments:\n  dev: {}\n  prod:\n    name: not-a-name\n    admins:\n      - userId: ops\n        adopt: maybe\n",
    says: [
      'support.yaml:8:11: environments.prod.name must be 1-15 letters, digits or underscores, for example "support_chat"',
      "support.yaml:11:16: environments.prod.admins.0.adopt must be true or false",
    ],
  },
  {
    name: "what an environment puts right is no mistake",
    text: "application: support-app\nproducts: [chat]\nenvironments:\n  dev: { region: china, name: dev }\n",
    says: [],
  },
  {
    name: "an entry without its key",
    text: "application: support\nproducts: [chat]\nregion: china\nadmins:\n  - adopt: true\n",
    says: ["support.yaml:5:5: admins.0.userId is required and tells the entry from the others"],
  },
  {
    name: "an alias without an anchor, and text that grows without end",
    text: "application: *nobody\n",
    says: ["support.yaml:1:14: Unresolved alias (the anchor must be set before the alias): nobody"],
  },
  {
    name: "an application that is adopted may be called what it is called",
    text: 'application: support\nadopt: "1400000001"\nname: 客服\n',
    says: [],
  },
  {
    name: "environments that are left empty",
    text: "application: support\nproducts: [chat]\nregion: china\nenvironments:\n",
    says: [
      "support.yaml:4:14: environments must map environments to what differs in them, for example { prod: {} }; an application without any is in every environment",
    ],
  },
  {
    name: "environments without one",
    text: "application: support\nproducts: [chat]\nregion: china\nenvironments: {}\n",
    says: [
      "support.yaml:4:15: environments must map environments to what differs in them, for example { prod: {} }; an application without any is in every environment",
    ],
  },
  {
    name: "JSON",
    text: '{"application": "support", "products": ["chat"], "region": "moon"}',
    says: [
      'support.yaml:1:60: region must be one of "china", "singapore", "seoul", "tokyo", "frankfurt", "silicon-valley", "jakarta", for example "singapore"',
    ],
  },
];

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
