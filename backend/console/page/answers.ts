import { createHash } from "node:crypto";
import type { HonoRequest } from "hono";
import { ApiError } from "../../api";

/** What somebody filled in. */
export class Answers {
  private constructor(
    private readonly texts: ReadonlyMap<string, readonly string[]>,
    /** Bytes in base64. */
    private readonly files: ReadonlyMap<string, string>,
  ) {}

  /** @throws ApiError `InvalidRequest` where the body is no form. */
  static async of(request: HonoRequest): Promise<Answers> {
    const body = await request.parseBody({ all: true }).catch(() => {
      throw new ApiError("InvalidRequest", "the form arrived in pieces: send it again");
    });
    const texts = new Map<string, string[]>();
    const files = new Map<string, string>();
    for (const [name, value] of Object.entries(body)) {
      const given = Array.isArray(value) ? value : [value];
      // A browser ends lines with both, whatever the text had.
      const lines = given.flatMap((one) => (typeof one === "string" ? one.replaceAll("\r\n", "\n") : []));
      if (lines.length > 0) texts.set(name, lines);
      for (const one of given) {
        if (typeof one !== "string") files.set(name, Buffer.from(await one.arrayBuffer()).toString("base64"));
      }
    }
    return new Answers(texts, files);
  }

  /** Empty where nothing was filled in. */
  text(name: string): string {
    return this.texts.get(name)?.[0] ?? "";
  }

  /** Values of the ticked boxes that share a name. */
  all(name: string): readonly string[] {
    return this.texts.get(name) ?? [];
  }

  /** Base64; empty where no file was chosen. */
  file(name: string): string {
    return this.files.get(name) ?? "";
  }

  /** A hash of every text and file: two submissions that are equal have an equal one. */
  fingerprint(): string {
    return createHash("sha256")
      .update(JSON.stringify([[...this.texts], [...this.files]]))
      .digest("hex");
  }
}
