// @ts-check
// Runs pulumi on the example; the user sees the command and pulumi's own output.
import { spawn } from "node:child_process";
import os from "node:os";
import { isAlive, runChild, runVisibly } from "../child.mjs";
import { UserError } from "../command-line.mjs";
import { environment, folder, stack, stackLocks } from "./example.mjs";
import { command, print } from "./screen.mjs";

export class Pulumi {
  /**
   * @param {import("../engine.mjs").Engine} engine
   * @param {string} again the command that goes on after a failure
   * @param {Record<string, string>} [variables] what leads it to the backend
   */
  constructor({ cli, env }, again, variables = {}) {
    this.cli = cli;
    this.again = again;
    this.env = environment({ ...env, ...variables });
  }

  /** Runs it in the foreground. @param {string[]} args @returns {Promise<number>} exit code */
  show(...args) {
    command(`pulumi ${args.join(" ")}`);
    return runVisibly(this.cli, args, { cwd: folder, env: this.env });
  }

  /** Runs it like `show`; a failure ends the quickstart. @param {string[]} args */
  async must(...args) {
    const code = await this.show(...args);
    if (code === 0) return;
    throw new UserError(
      `\n"pulumi ${args[0]}" ended with exit code ${code}; its output above says why.\n` +
        `Nothing is lost: \`${this.again}\` goes on from here.`,
    );
  }

  /** After a destroy: what was interrupted may end well and leave the rest for the next time. */
  async mustBeEmpty() {
    const { deployment } = JSON.parse(await this.read("stack", "export", "--stack", stack));
    const left = deployment.resources?.length ?? 0;
    if (left === 0) return;
    throw new UserError(
      `\nInterrupted: the stack still holds ${left} of its resources. Run it again: \`${this.again}\` goes on from here.`,
    );
  }

  /** Shows the output and returns it too. @param {string[]} args @returns {Promise<string>} */
  showAndRead(...args) {
    command(`pulumi ${args.join(" ")}`);
    const colour = process.stdout.isTTY && !process.env.NO_COLOR ? ["--color", "always"] : [];
    return new Promise((resolve, reject) => {
      const child = spawn(this.cli, [...args, ...colour], {
        cwd: folder,
        env: this.env,
        stdio: ["ignore", "pipe", "inherit"],
      });
      let output = "";
      child.stdout.setEncoding("utf8").on("data", (text) => {
        output += text;
        process.stdout.write(text);
      });
      child.on("error", reject);
      child.on("close", (code) => {
        if (code === 0) resolve(output);
        else
          reject(
            new UserError(`\n"pulumi ${args[0]}" ended with exit code ${code}; its output above says why.`),
          );
      });
    });
  }

  /** Runs it unseen. @param {string[]} args @returns {Promise<string>} standard output */
  async read(...args) {
    const outcome = await runChild(this.cli, args, { cwd: folder, env: this.env });
    if (outcome.code === 0) return outcome.stdout;
    throw new UserError(`"pulumi ${args.join(" ")}" failed:\n${outcome.stderr || outcome.stdout}`);
  }

  /** Selects the stack, and frees it from the lock of a run that was killed. */
  async selectStack() {
    await this.read("stack", "select", "--create", stack);
    const locks = stackLocks();
    if (locks.length === 0) return;
    const running = locks.find(({ pid, hostname }) => hostname !== os.hostname() || isAlive(pid));
    if (running) {
      throw new UserError(
        `The example's stack is in use by process ${running.pid} on ${running.hostname}. Wait for it to end.`,
      );
    }
    print("An earlier run was killed and has left the stack locked: unlocking it.");
    await this.read("cancel", "--yes", "--stack", stack);
  }
}
