// @ts-check
// The resources that the stand-in serves: for each its required input, what the inputs must fulfil, and how a
// value is made. Names, defaults and ids follow the real plugin; word lists are shorter.

const { randomBytes, randomInt } = require("node:crypto");

/**
 * @typedef {Record<string, any>} Properties
 * @typedef {{ id: string, outputs: Properties }} Made
 * @typedef {{ required: string[], complain: (inputs: Properties) => string | undefined, make: (inputs: Properties) => Made }} Kind
 */

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const NUMERIC = "0123456789";
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";
const ADJECTIVES = [
  "able",
  "brave",
  "calm",
  "clever",
  "eager",
  "fair",
  "gentle",
  "happy",
  "keen",
  "merry",
  "quick",
  "wise",
];
const PETS = [
  "badger",
  "cat",
  "crane",
  "finch",
  "fox",
  "gecko",
  "heron",
  "koala",
  "lynx",
  "otter",
  "panda",
  "wren",
];

/** @template T @param {ArrayLike<T>} list */
const pick = (list) => /** @type {T} */ (list[randomInt(list.length)]);

/** @param {Properties} inputs @returns {Properties} */
function stringDefaults(inputs) {
  const numeric = inputs.numeric ?? inputs.number ?? true;
  return {
    lower: true,
    upper: true,
    special: true,
    minLower: 0,
    minUpper: 0,
    minNumeric: 0,
    minSpecial: 0,
    ...inputs,
    number: numeric,
    numeric,
  };
}

/** @type {Kind} */
const randomString = {
  required: ["length"],
  complain(inputs) {
    const all = stringDefaults(inputs);
    if (all.length < 1) return "length must be at least 1";
    if (all.minLower + all.minUpper + all.minNumeric + all.minSpecial > all.length) {
      return "length is smaller than the sum of minLower, minUpper, minNumeric and minSpecial";
    }
    const none = !all.lower && !all.upper && !all.numeric && !all.special;
    return none ? "one of lower, upper, numeric and special must be true" : undefined;
  },
  make(inputs) {
    const all = stringDefaults(inputs);
    const special = all.overrideSpecial ?? SPECIAL;
    const classes = [
      { wanted: all.lower, least: all.minLower, characters: LOWER },
      { wanted: all.upper, least: all.minUpper, characters: LOWER.toUpperCase() },
      { wanted: all.numeric, least: all.minNumeric, characters: NUMERIC },
      { wanted: all.special, least: all.minSpecial, characters: special },
    ];
    const characters = classes.flatMap(({ characters, least }) =>
      Array.from({ length: least }, () => pick(characters)),
    );
    const alphabet = classes.map((one) => (one.wanted ? one.characters : "")).join("");
    while (characters.length < all.length) characters.push(pick(alphabet));
    // Fisher-Yates: the characters of the minimums must not stand in front.
    for (let i = characters.length - 1; i > 0; i--) {
      const j = randomInt(i + 1);
      [characters[i], characters[j]] = [characters[j] ?? "", characters[i] ?? ""];
    }
    const result = characters.join("");
    return { id: result, outputs: { ...all, result } };
  },
};

/** @type {Kind} */
const randomId = {
  required: ["byteLength"],
  complain: ({ byteLength }) => (byteLength < 1 ? "byteLength must be at least 1" : undefined),
  make(inputs) {
    const bytes = randomBytes(inputs.byteLength);
    const prefix = inputs.prefix ?? "";
    const hex = bytes.toString("hex");
    const encodings = {
      b64Std: prefix + bytes.toString("base64"),
      b64Url: prefix + bytes.toString("base64url"),
      dec: prefix + BigInt(`0x${hex}`),
      hex: prefix + hex,
    };
    return { id: bytes.toString("base64url"), outputs: { ...inputs, ...encodings } };
  },
};

/** @type {Kind} */
const randomPet = {
  required: [],
  complain: ({ length = 2 }) => (length < 1 ? "length must be at least 1" : undefined),
  make(inputs) {
    const { length = 2, separator = "-", prefix } = inputs;
    const words = [...Array.from({ length: length - 1 }, () => pick(ADJECTIVES)), pick(PETS)];
    const id = [...(prefix ? [prefix] : []), ...words].join(separator);
    return { id, outputs: { ...inputs, length, separator } };
  },
};

/** @type {Record<string, Kind>} */
exports.kinds = {
  "random:index/randomString:RandomString": randomString,
  "random:index/randomId:RandomId": randomId,
  "random:index/randomPet:RandomPet": randomPet,
};
