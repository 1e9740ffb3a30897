// @ts-check
// A floor is one only while it carries the same properties: judged by the states that came out.
import { UserError } from "../../tools/command-line.mjs";

/** @typedef {import("./project.mjs").StateResource} StateResource */

/** What a native provider does not carry. */
const OURS_ALONE = "__provider";
/** How far values of other clocks, ids and random keys may make the sizes differ. */
const TOLERANCE = 0.005;

/** @param {StateResource} resource */
const nameOf = ({ urn }) => urn.slice(urn.lastIndexOf("::") + 2);

/** @param {StateResource} resource */
function shapeOf({ inputs, outputs }) {
  const keys = (/** @type {Record<string, unknown> | undefined} */ bag) =>
    Object.keys(bag ?? {})
      .filter((key) => key !== OURS_ALONE)
      .sort();
  return JSON.stringify({ inputs: keys(inputs), outputs: keys(outputs) });
}

/** @param {StateResource[]} resources */
const bytesOf = (resources) =>
  resources.reduce((sum, { inputs, outputs }) => {
    const text = JSON.stringify({ ...inputs, [OURS_ALONE]: undefined });
    return sum + text.length + JSON.stringify({ ...outputs, [OURS_ALONE]: undefined }).length;
  }, 0);

/**
 * @param {StateResource[]} ours
 * @param {StateResource[]} floor
 * @param {string} name of the floor
 */
export function mustBeAlike(ours, floor, name) {
  const shapes = new Map(floor.map((resource) => [nameOf(resource), shapeOf(resource)]));
  if (shapes.size !== ours.length) {
    throw new UserError(`The ${name} floor made ${shapes.size} resources, not ${ours.length}.`);
  }
  for (const resource of ours) {
    const [wanted, got] = [shapeOf(resource), shapes.get(nameOf(resource))];
    if (got === wanted) continue;
    throw new UserError(
      `The ${name} floor carries other properties for ${nameOf(resource)}:\n  ours  ${wanted}\n  floor ${got}`,
    );
  }
  const difference = bytesOf(ours) / bytesOf(floor) - 1;
  if (Math.abs(difference) <= TOLERANCE) return;
  throw new UserError(
    `The ${name} floor's properties differ from ours by ${(difference * 100).toFixed(1)}% of their bytes.`,
  );
}
