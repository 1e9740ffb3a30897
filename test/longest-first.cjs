const { default: Sequencer } = require("@jest/test-sequencer");

const projects = ["engine", "postgres", "python", "long", "plugin", "unit"];
const rank = (test) => projects.indexOf(test.context.config.displayName?.name ?? "");

/**
 * A file that takes minutes begins before those that take moments, so that no worker is idle at the end. Within a
 * project jest's own order stands: what failed, what took long the last time, what is large.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
