/** Files, and everything that `validate` says of each. */
export const cases: { name: string; text: string; says: string[] }[] = [
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
    name: "what every environment puts right makes no sense all the same, and a secret stands in no layer",
    text: "application: support\nproducts: [fax]\nregion: moon\nadmins:\n  - userId: ops\n    adopt: maybe\ncertificates:\n  - name: honor\n    platform: { vendor: honor, appId: '1', clientSecret: hunter2, importance: LOUD }\nenvironments:\n  prod:\n    products: [chat]\n    region: tokyo\n    admins: [{ userId: ops, adopt: true }]\n    certificates: [{ name: honor, platform: { clientSecret: env:A, importance: LOW } }]\n",
    says: [
      'support.yaml:2:12: products.0 must be one of "chat", "call", "conference", "live", "rtc-engine", for example "chat"',
      'support.yaml:3:9: region must be one of "china", "singapore", "seoul", "tokyo", "frankfurt", "silicon-valley", "jakarta", for example "singapore"',
      "support.yaml:6:12: admins.0.adopt must be true or false",
      "support.yaml:9:58: certificates.0.platform.clientSecret must say where the secret is and not be it: `env:NAME`, `file:path` from this file's folder, or `config:key` of the stack",
      'support.yaml:9:79: certificates.0.platform.importance must be "NORMAL" (service messages) or "LOW" (marketing, as HONOR takes what is left out), for example "NORMAL"',
    ],
  },
  {
    name: "numbers and switches where text is wanted, and would be right in quotes",
    text: "application: support\nproducts: [chat]\nregion: china\ndescription: true\ntags: { cost: 4711, version: 1.10 }\nadmins: [123456, { userId: 7 }, true]\ncertificates:\n  - { name: huawei, platform: { vendor: huawei, packageName: com.example, appId: 104512345, appSecret: env:A } }\nenvironments:\n  prod: { admins: [42], tags: { cost: 0x1f } }\n",
    says: [
      'support.yaml:4:14: description is a switch here: put it in quotes, "true"',
      'support.yaml:5:15: tags.cost is a number here: put it in quotes, "4711"',
      'support.yaml:5:30: tags.version is a number here: put it in quotes, "1.10"',
      'support.yaml:6:10: admins.0 is a number here: put it in quotes, "123456"',
      'support.yaml:6:28: admins.1.userId is a number here: put it in quotes, "7"',
      'support.yaml:6:33: admins.2 is a switch here: put it in quotes, "true"',
      'support.yaml:8:82: certificates.0.platform.appId is a number here: put it in quotes, "104512345"',
      'support.yaml:10:20: environments.prod.admins.0 is a number here: put it in quotes, "42"',
      'support.yaml:10:39: environments.prod.tags.cost is a number here: put it in quotes, "0x1f"',
    ],
  },
  {
    name: "merge keys, and what a file keeps for itself",
    text: "x-common: &common { products: [chat], region: china }\nx-tags: &tags { team: support, tier: gold }\napplication: support\n<<: *common\nregion: tokyo\ntags: { <<: [*tags, { team: other }], own: a }\nenvironments:\n  dev: { tags: { <<: *tags, tier: none } }\n",
    says: [],
  },
  {
    name: "mistakes in what a merge key takes over, where they stand",
    text: "x-common: &common { products: [fax], regoin: china }\napplication: support\nregion: china\n<<: *common\ntags: { <<: 5 }\n",
    says: [
      "support.yaml:5:13: must be a map, an alias of one, or a list of these: `<<` takes their keys over",
    ],
  },
  {
    name: "the same where the merge is right",
    text: "x-common: &common { products: [fax], regoin: china }\napplication: support\nregion: china\n<<: *common\n",
    says: [
      'support.yaml:1:32: products.0 must be one of "chat", "call", "conference", "live", "rtc-engine", for example "chat"',
      'support.yaml:1:38: regoin isn\'t known here; did you mean "region"?',
    ],
  },
  {
    name: "an entry without its key",
    text: "application: support\nproducts: [chat]\nregion: china\nadmins:\n  - adopt: true\n",
    says: ["support.yaml:5:5: admins.0.userId is required and tells the entry from the others"],
  },
  {
    name: "an alias without an anchor, and text that grows without end",
    text: "application: *nobody\n",
    says: ["support.yaml:1:14: is an alias of nothing: its anchor must stand before it"],
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
    name: "a slip of the finger beside a secret",
    text: "application: support\nproducts: [chat]\nregion: china\ncertificates:\n  - name: honor\n    platform:\n      vendor: honor\n      appId: '104512345'\n      clientSecret: env:SECRET\n      importanse: LOW\n",
    says: [
      'support.yaml:10:19: certificates.0.platform.importanse isn\'t known there: platform the vendor "honor" takes appId, badgeClass, importance, clickAction, clientSecret',
    ],
  },
  {
    name: "certificates without a name, with another and with a list of them",
    text: "application: support\nproducts: [chat]\nregion: china\ncertificates:\n  - platform: {}\n  - name: ios push\n  - name: [ios]\n",
    says: [
      'support.yaml:5:5: certificates.0.name is required and must be 1-40 letters, digits, underscores or hyphens that begin with a letter: what the entry is called in the state for good, for example "ios"',
      'support.yaml:6:5: certificates.1.platform is required and must be an object with "vendor", one of "apns-p12", "apns-p8", "fcm", "huawei", "honor", "xiaomi", "oppo", "vivo", "meizu", "harmonyos"',
      'support.yaml:6:11: certificates.1.name must be 1-40 letters, digits, underscores or hyphens that begin with a letter: what the entry is called in the state for good, for example "ios"',
      'support.yaml:7:5: certificates.2.platform is required and must be an object with "vendor", one of "apns-p12", "apns-p8", "fcm", "huawei", "honor", "xiaomi", "oppo", "vivo", "meizu", "harmonyos"',
      'support.yaml:7:11: certificates.2.name must be 1-40 letters, digits, underscores or hyphens that begin with a letter: what the entry is called in the state for good, for example "ios"',
    ],
  },
  {
    name: "what an entry lacks that stands in an environment alone, where it stands",
    text: "application: support\nproducts: [chat]\nregion: china\ncertificates: []\nenvironments:\n  prod:\n    certificates:\n      - name: honor\n        platform: { vendor: honor, appId: '104512345' }\n",
    says: [
      'support.yaml:9:9: environments.prod.certificates.0.platform.clientSecret is required and must be the ClientSecret from the vendor\'s console: 1-200 characters without spaces, for example "3f9a0c57d1e84b62"',
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
