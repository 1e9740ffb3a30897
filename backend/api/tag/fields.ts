import { z } from "zod";

const tagCharacters = /^[\p{L}\p{M}\p{N} +\-=._:/@()[\],;><＋－＝．＿：／＠（）［］，；＞＜【】]*$/u;
const reservedTagKey = /^(qcs:|qcloud|tencent|project|项目)/i;
const codePoints = (text: string) => [...text].length;
/** Each rule names its fault, from which the tag service's official code is made. */
const tagText = (what: string, longest: number, example: string) =>
  z
    .string(`must be text: a tag ${what} of 1-${longest} characters, for example "${example}"`)
    .min(1, `must not be empty: a tag ${what} has 1-${longest} characters, for example "${example}"`)
    .refine((text) => codePoints(text) <= longest, {
      error: `must be at most ${longest} characters, for example "${example}"`,
      params: { fault: "LengthExceeded" },
    })
    .refine((text) => tagCharacters.test(text) && text === text.trim(), {
      error: `may hold letters, digits, inner spaces and + - = . _ : / @ ( ) [ ] , ; > <, for example "${example}"`,
      params: { fault: "CharacterIllegal" },
    });

/** 1-127 characters; `qcs:`, `qcloud`, `tencent`, `project` and `项目` are reserved (docs/rules.md, section 4.1). */
export const TagKey = tagText("key", 127, "team").refine((key) => !reservedTagKey.test(key), {
  error:
    'must not begin with "qcs:", "qcloud", "tencent", "project" or "项目", which are reserved, for example "team"',
  params: { fault: "Reserved" },
});
/** 1-255 characters (docs/rules.md, section 4.1). */
export const TagValue = tagText("value", 255, "support");

/** Tags of one resource at most (docs/rules.md, section 4.1). */
export const tagsPerResource = 50;
/** Tags, and resources, in each list of one request at most (docs/rules.md, section 4.1). */
export const tagsPerRequest = 10;
