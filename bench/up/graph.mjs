// @ts-check
// The graph that every variant brings up: applications with tags, their admin accounts, and tags as resources.

/**
 * @typedef {"Application" | "AdminAccount" | "PushCertificate" | "Tag"} KindName
 * @typedef {{ kind: KindName, name: string, args: Record<string, unknown>, application?: string }} Node
 * `application` names the node on whose id this one depends.
 */

/** What the embedded backend allows: applications of an account, and accounts beside `administrator`. */
const MOST_APPLICATIONS = 300;
const MOST_ACCOUNTS = 9;

/** @param {string} prefix @param {number} index */
const numbered = (prefix, index) => `${prefix}_${String(index).padStart(4, "0")}`;

/** @type {(kind: KindName, length: number, node: (index: number) => Omit<Node, "kind">) => Node[]} */
const nodes = (kind, length, node) => Array.from({ length }, (_, index) => ({ kind, ...node(index) }));

/** Applications with tags. @param {number} count at most 300 */
export const applicationsOf = (count) =>
  nodes("Application", Math.min(count, MOST_APPLICATIONS), (index) => ({
    name: numbered("app", index),
    args: {
      name: numbered("app", index),
      description: "customer_support",
      products: ["chat"],
      region: "singapore",
      tags: { team: "support", environment: "production" },
    },
  }));

/**
 * A fifth are applications, half are admin accounts, the rest tags. All of one kind are alike, so that one
 * recorded resource tells a floor what to serve.
 *
 * @param {number} resources
 * @returns {Node[]}
 */
export function graphOf(resources) {
  const applications = Math.min(MOST_APPLICATIONS, Math.max(1, Math.round(resources / 5)));
  const accounts = Math.min(applications * MOST_ACCOUNTS, Math.floor(resources / 2));
  const tags = resources - applications - accounts;
  const parent = (/** @type {number} */ index) => numbered("app", index % applications);
  return [
    ...applicationsOf(applications),
    ...nodes("AdminAccount", accounts, (index) => ({
      name: numbered("admin", index),
      args: { userId: numbered("admin", index) },
      application: parent(index),
    })),
    ...nodes("Tag", tags, (index) => ({
      name: numbered("tag", index),
      args: { key: numbered("cost_centre", index), value: "4711" },
      application: parent(index),
    })),
  ];
}
