import { parentPort } from "node:worker_threads";
import { openApnsP12 } from "../apns/p12";

/** A file that a thread is asked to read. */
export interface Question {
  readonly bytes: Uint8Array;
  readonly password: string;
}

parentPort?.on("message", ({ bytes, password }: Question) => {
  parentPort?.postMessage(openApnsP12(bytes, password));
});
