import type { Bag } from "../../ground/bag";
import { makeHandlers } from "../../provider/adapters/handlers";
import { handlerCode, handlerCodeIn, handlerCodeOfProgram } from "../../provider/adapters/type-token";
import { silent } from "../../provider/lifecycle/run/reporter";
import { schemaVersion } from "../../provider/lifecycle/upgrade";
import * as resources from "../../provider/resources";
import { Backend } from "./backend";
import { application } from "./engine/declarations";
import { MiniEngine } from "./mini-engine";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());

const turn = () => new Promise((resolve) => setImmediate(resolve));
const configOf = (config: Readonly<Record<string, string>>) => {
  const get = (key: string) => config[key];
  return { config: { get, require: (key: string) => get(key) ?? "" } };
};
const declaration = "organization::dev::shop::::app";
const inputs = { products: ["chat"], region: "tokyo", __declaration: declaration };

describe("the handlers of one process", () => {
  test("wait for configure, however many verbs come first", async () => {
    const handlerOf = makeHandlers(silent);
    const handler = handlerOf(resources.application);
    const answers: string[] = [];
    const verbs = [
      handler.check({}, inputs).then(() => answers.push("check")),
      handler.read("1999000001", {}).then(() => answers.push("read")),
      handler.diff("1", {}, inputs).then(() => answers.push("diff")),
      handlerOf(resources.tag)
        .delete("1999000001/team", { __declaration: declaration })
        .then(() => answers.push("delete")),
    ];
    await turn();
    await turn();
    expect(answers).toEqual([]);
    await handler.configure(configOf(backend.config));
    await Promise.all(verbs);
    expect(answers.sort()).toEqual(["check", "delete", "diff", "read"]);
  });

  test("put the text of a state in the place of the program's, so that a program that gets its own back knows of none", async () => {
    const handler = makeHandlers(silent)(resources.application);
    await handler.configure(configOf(backend.config));
    // What Pulumi's dynamic provider takes the text from.
    const news = { ...inputs, __provider: handlerCodeOfProgram("application") };
    await handler.check({}, news);
    expect(news.__provider).toBe(handlerCode("application"));
    expect([handlerCodeOfProgram("tag"), handlerCode("tag"), undefined].map(handlerCodeIn)).toEqual([
      handlerCode("tag"),
      undefined,
      undefined,
    ]);
  });

  test("bring a state of an older release up by the steps of its kind, at every verb", async () => {
    const upgrades = {
      [schemaVersion - 1]: ({ title, ...state }: Bag) => ({ ...state, description: title }),
    };
    const handler = makeHandlers(silent)({ ...resources.application, upgrades });
    await handler.configure(configOf(backend.config));
    const { id, outs } = await handler.create({
      ...inputs,
      name: "a",
      description: "d",
      deletionPolicy: "delete",
    });
    const { description, ...rest } = outs ?? {};
    const old = { ...rest, title: description, __schemaVersion: schemaVersion - 1 };
    const news = { ...inputs, name: "a", description: "d", deletionPolicy: "delete" };
    expect(await handler.diff(id, old, news)).toMatchObject({ changes: false, replaces: [] });
    expect((await handler.read(id, old)).props).toMatchObject({
      description: "d",
      __schemaVersion: schemaVersion,
    });
    const { outs: updated } = await handler.update(id, old, { ...news, description: "e" });
    expect(updated).toMatchObject({ description: "e", __schemaVersion: schemaVersion });
    await handler.delete(id, old);
  });

  test("answer of a secret that changes once the engine has heard of it", async () => {
    let deliver: () => void = () => {};
    const arrival = new Promise<void>((done) => {
      deliver = done;
    });
    const said: string[] = [];
    const voice = {
      ...silent,
      progress: (_: unknown, text: string) => void said.push(text),
      heard: () => arrival,
    };
    const handler = makeHandlers(voice)(resources.webhook);
    await handler.configure(configOf(backend.config));
    const hook = { application: "1999000001", product: "call", events: ["Call.CallbackAfterEndCall"] };
    const before = { ...hook, url: "https://example.com/a", __declaration: declaration };
    const olds = { ...before, address: before.url, __schemaVersion: schemaVersion };
    let answer: unknown;
    const diff = handler.diff("1999000001/call", olds, { ...before, url: "https://example.com/b" });
    const answered = diff.then((found) => {
      answer = found;
    });
    while (said.length === 0) await turn();
    await turn();
    expect([said, answer]).toEqual([["[secret] url changes"], undefined]);
    deliver();
    await answered;
    expect(answer).toMatchObject({ changes: true });
  });

  test("are configured by whichever comes first, all alike", async () => {
    const handlerOf = makeHandlers(silent);
    await handlerOf(resources.application).configure(configOf(backend.config));
    await handlerOf(resources.tag).configure(configOf({ "tencentrtc:endpoint": "file:/nowhere/backend.db" }));
    expect(await handlerOf(resources.tag).read("1999000001/team", {})).toEqual({ id: "", props: {} });
  });

  test("that can't be configured say so at every verb, and none hangs", async () => {
    const handler = makeHandlers(silent)(resources.application);
    await handler.configure(configOf({ "tencentrtc:allowPurchases": "perhaps" }));
    expect(await handler.check({}, inputs)).toMatchObject({
      failures: [{ property: "", reason: expect.stringContaining("tencentrtc:allowPurchases") }],
    });
    for (const verb of [handler.read("1", {}), handler.create(inputs), handler.delete("1", {})]) {
      await expect(verb).rejects.toThrow(/tencentrtc:allowPurchases/);
    }
  });
});

describe("an error", () => {
  const configured = async () => {
    const handler = makeHandlers(silent)(resources.application);
    await handler.configure(configOf(backend.config));
    return handler;
  };
  const errorOf = async (verb: Promise<unknown>): Promise<Error> => {
    try {
      await verb;
    } catch (error) {
      if (error instanceof Error) return error;
    }
    throw new Error("the verb succeeded");
  };

  /** What Pulumi's dynamic provider prints of an error, beside the engine that shows its message. */
  const printed = (error: Error) => `${error}: ${error.stack}`;
  const pointer = "pulumi-tencentrtc: a step failed: the error of the resource says why";

  test("of the user's is shown once, without a stack, with what was being done", async () => {
    const error = await errorOf((await configured()).read("no-id", { __schemaVersion: schemaVersion }));
    expect(error.message).toBe(
      'reading Application no-id: "no-id" is no SDKAppID; it has digits only, for example "1400000001"',
    );
    expect(printed(error)).toBe(pointer);
  });

  test("of the backend keeps code and RequestId", async () => {
    const engine = backend.engine();
    const name = "app";
    await engine.up([application(name, { deletionProtection: true })]);
    const { errors } = await engine.destroy();
    expect(errors[name]).toMatch(
      /^deleting Application \d+: .*\(OperationDenied\.ApplicationProtected, RequestId [0-9a-f-]{36}\)$/,
    );
  });

  test("of ours asks to be reported and brings its stack in words", async () => {
    const error = await errorOf((await configured()).create({ products: ["chat"] }));
    expect(error.message).toMatch(/mistake in pulumi-tencentrtc, please report it.*__declaration/s);
    expect(printed(error)).toBe(pointer);
  });

  test.each(["/", "1999000001", "1999000001/", "x/y", "1999000001/%"])(
    "an id that is none, %s, is the user's",
    async (id) => {
      for (const kind of [resources.tag, resources.adminAccount]) {
        const handler = makeHandlers(silent)(kind);
        await handler.configure(configOf(backend.config));
        const answer = await handler.read(id, {}).catch((error: Error) => error.message);
        if (typeof answer === "string") expect(answer).toMatch(/is no (id|SDKAppID)/);
        else expect(answer.id).toBe("");
      }
    },
  );
});

describe("a program without applications", () => {
  test("of its own asks for none", async () => {
    const engine = new MiniEngine({ config: backend.config });
    expect(await engine.up([])).toMatchObject({ faults: [], calls: [] });
  });
});
