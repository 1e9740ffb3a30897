import { setImmediate as nextTurn } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { createService, tencentBy } from "../service";
import { type BackendError, openStore } from "../store";
import { gathered } from "./gathered";
import { type Answer, end, failureOf, partsOf, type Question, type Start, type Started } from "./messages";

async function main(options: Start): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error("this file is for a thread of a server");
  const { cloud = {}, ...location } = options;
  const store = await openStore({ ...location, create: false });
  const service = createService(store, { tencent: tencentBy((uin) => ({ ...process.env, ...cloud[uin] })) });
  const send = gathered<Answer>((answers) => port.postMessage(answers));
  const running = new Set<Promise<void>>();
  port.on("message", async (questions: readonly Question[] | typeof end) => {
    if (questions !== end) return questions.forEach(take);
    await Promise.all(running);
    await store.close();
    // What was answered last is sent in this turn.
    await nextTurn();
    port.close();
  });
  port.postMessage({} satisfies Started);

  function take(question: Question): void {
    const answered = answer(question).finally(() => running.delete(answered));
    running.add(answered);
  }

  async function answer({ id, action, request, context }: Question): Promise<void> {
    let secretsOf: readonly number[] = [];
    const unopened: BackendError[] = [];
    const witness = {
      secretsRead: (sdkAppIds: readonly number[]) => {
        secretsOf = sdkAppIds;
      },
      unopened: (fault: BackendError) => void unopened.push(fault),
    };
    const seen = () => ({ id, secretsOf, unopened: unopened.map(partsOf) });
    try {
      const text = await service.text(action, request, { ...context, witness });
      send({ ...seen(), text });
    } catch (error) {
      send({ ...seen(), failure: failureOf(error) });
    }
  }
}

main(workerData).catch((error: unknown) =>
  parentPort?.postMessage({ failure: failureOf(error) } satisfies Started),
);
