// @ts-check
// Requests to a server, so many at once, and how long they take.
import { Pool } from "undici";

/** Requests under way at once. */
export const inFlight = 16;

/**
 * @typedef {{ method?: "GET" | "PUT" | "POST", path?: string, headers: Record<string, string>, body?: string }} Prepared
 * Signed beforehand: what a client needs for that is its own matter.
 * @typedef {{ mean: number, p99: number }} Times microseconds of a request's share, and of its wait
 */

/** @param {string} url */
export const poolOf = (url) => new Pool(url, { connections: inFlight });

/** @param {Pool} pool @param {Prepared} request @returns {Promise<string>} the answer's body */
export async function ask(pool, { method = "POST", path = "/", headers, body }) {
  const answer = await pool.request({ method, path, headers, body });
  const text = await answer.body.text();
  if (answer.statusCode >= 300 || text.includes('"Error"')) {
    throw new Error(`a request failed with ${answer.statusCode}: ${text}`);
  }
  return text;
}

/** @param {Pool} pool @param {readonly Prepared[]} requests @returns {Promise<Times>} */
export async function time(pool, requests) {
  const queue = requests.values();
  /** @type {number[]} */
  const waits = [];
  const started = performance.now();
  const worker = async () => {
    for (const request of queue) {
      const asked = performance.now();
      await ask(pool, request);
      waits.push((performance.now() - asked) * 1000);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const mean = ((performance.now() - started) * 1000) / requests.length;
  waits.sort((a, b) => a - b);
  return { mean, p99: waits[Math.floor(waits.length * 0.99)] ?? Number.NaN };
}
