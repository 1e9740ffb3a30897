import type { Standing } from "../../api";

/** What an answer says of the facts; what it doesn't name it leaves open. */
export interface Said {
  /** Whether the key that signed is the application's. */
  readonly key?: boolean;
  /** Whether the host is that of the application's region. */
  readonly region?: boolean;
  /** Whether the user who signed is an admin. */
  readonly admin?: boolean;
  readonly status?: Standing;
}

/** The meaning of an ErrorCode of Chat's REST API. */
export interface ChatAnswer {
  readonly code: number;
  /** For a sentence after "Tencent answers". */
  readonly words: string;
  /** What to do; empty where nothing is to be done. */
  readonly next: string;
  readonly says: Said;
  /** What a prober does: it ends here, makes the same call again, or asks the host of another region. */
  readonly after: "end" | "again" | "elsewhere";
  /** Whether a document says so, or it is our reading of one. Nothing was tried on Tencent Cloud. */
  readonly certainty: "documented" | "inferred";
  /** tencentcloud.com/document/product/… */
  readonly source: string;
}

type Row = Omit<ChatAnswer, "code" | "certainty" | "source"> &
  Partial<Pick<ChatAnswer, "certainty" | "source">>;

const wait = "wait, and run again";
const ours = "report it: tencentrtc made the request wrong";
const wrongKey: Row = {
  words: "the signature isn't that of this application's key",
  next: "look the key up in the console; it isn't tried again, since Tencent locks after several",
  says: { key: false },
  after: "end",
};
const unpaid: Row = {
  words: "the service is suspended: nothing bought, expired, or in arrears",
  next: "settle it in the console's billing pages",
  says: { status: "suspended" },
  after: "end",
};
const tooMany: Row = { words: "too many calls", next: wait, says: {}, after: "again" };
const malformed: Row = { words: "the request is malformed", next: ours, says: {}, after: "end" };
const blocked: Row = {
  words: "it is on Tencent's list of blocked ones",
  next: "ask Tencent's support",
  says: { status: "blocked" },
  after: "end",
};

/** One row per code: the one table of what Chat's answers mean. */
const rows: Readonly<Record<string, Row>> = {
  "0": {
    words: "yes",
    next: "",
    says: { key: true, region: true, admin: true, status: "serves" },
    after: "end",
  },
  "60010": {
    words: "the user isn't an admin of the application",
    next: "add the user as an admin in the console, or leave it out",
    says: { key: true, region: true, admin: false },
    after: "end",
  },
  "70107": {
    words: "the user isn't known to the application",
    next: "add the user as an admin in the console, or leave it out",
    says: { admin: false },
    after: "end",
    certainty: "inferred",
  },
  "60012": malformed,
  "60025": malformed,
  "70013": malformed,
  "70014": { ...malformed, words: "the signature is of another SDKAppID" },
  "60016": {
    words: "the application is disabled",
    next: "enable it in the console, if it is to serve",
    says: { status: "disabled" },
    after: "end",
  },
  "60017": { words: "requests are refused for now", next: wait, says: {}, after: "end" },
  "60020": unpaid,
  "80005": unpaid,
  "-10108": unpaid,
  "-10110": blocked,
  "70051": { ...blocked, says: {}, words: "the user is on a list of blocked ones" },
  "60021": {
    words: "this machine's address isn't allowed",
    next: "allow it in the console, or run this elsewhere",
    says: {},
    after: "end",
  },
  "60026": {
    words: "the host is of another region",
    next: "write the region that the console shows, or leave it empty",
    says: { region: false },
    after: "elsewhere",
  },
  "60027": {
    words: "the application's products don't include this call",
    next: "the application can't be asked in this way",
    says: {},
    after: "end",
  },
  "60028": {
    words: "the trial's calls of this day are used up",
    next: "run again in 24 hours",
    says: {},
    after: "end",
  },
  "60007": tooMany,
  "60018": tooMany,
  "70001": {
    words: "the signature has expired, and it was just made",
    next: "set this machine's clock",
    says: {},
    after: "end",
  },
  "70003": wrongKey,
  "70009": wrongKey,
  "70016": {
    words: "no public key was found",
    next: "the application signs with an old key pair, or the region is another",
    says: {},
    after: "elsewhere",
  },
  "70020": {
    words: "there is no such SDKAppID at this host",
    next: "check the SDKAppID and the region: Tencent says the same of both, and of a deleted one",
    says: {},
    after: "elsewhere",
  },
  "70050": {
    words: "the application is locked after several wrong signatures",
    next: "wait a minute, find the right key first, then run again",
    says: {},
    after: "end",
  },
};

const ofWebhooks = "trtc.io/document/68933, 60722";

/** Codes of the commands of webhooks alone: their pages list them, and that of all codes doesn't. */
const webhookRows: Readonly<Record<string, Row>> = {
  "100001": {
    words: "an internal error",
    next: wait,
    says: {},
    after: "end",
    source: ofWebhooks,
  },
  "100002": { ...malformed, source: ofWebhooks },
  "100300": {
    words: "there is a webhook already",
    next: "look again",
    says: {},
    after: "end",
    source: ofWebhooks,
  },
  "100301": {
    words: "there is no webhook",
    next: "look again",
    says: { key: true, region: true, admin: true, status: "serves" },
    after: "end",
    certainty: "inferred",
    source: ofWebhooks,
  },
};

/** The page of all codes. */
const errorCodes = "1047/34348";

export const chatAnswers: readonly ChatAnswer[] = Object.entries({
  ...rows,
  ...webhookRows,
}).map(([code, row]) => ({
  code: Number(code),
  certainty: "documented",
  source: errorCodes,
  ...row,
}));

const byCode = new Map(chatAnswers.map((answer) => [answer.code, answer]));

/** What a code means; one that isn't listed says nothing, and is repeated as Tencent words it. */
export const chatAnswer = (code: number, info: string): ChatAnswer =>
  byCode.get(code) ?? {
    code,
    words: `"${info.slice(0, 200)}", which this release doesn't know`,
    next: "look the code up in Tencent's list of error codes",
    says: {},
    after: "end",
    certainty: "inferred",
    source: errorCodes,
  };
