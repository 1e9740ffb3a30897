import { type Command, Option } from "commander";

/** What a command trusts files with. The options stand in the place of the variables, which all that reads files asks. */
export function withTrust(command: Command): Command {
  return command
    .addOption(
      trusting(
        "--allow-env <names>",
        "variables from which files may take secrets; default in CI: none",
        "ENV",
      ),
    )
    .addOption(
      trusting("--allow-endpoint <urls>", "endpoints that files may name; default in CI: none", "ENDPOINT"),
    )
    .addOption(
      trusting(
        "--allow-folder <folders>",
        "folders outside the repository from which files may take secrets",
        "FOLDER",
      ),
    )
    .addOption(
      trusting("--allow-plugins", "let Pulumi.yaml name plugins, which are programs that are run", "PLUGINS"),
    )
    .hook("preAction", (_, action) => {
      for (const [option, name] of Object.entries(variableOf)) {
        const given: unknown = action.getOptionValue(option);
        if (given !== undefined && given !== false) process.env[`TENCENTRTC_ALLOW_${name}`] = String(given);
      }
    });
}

const variableOf = {
  allowEnv: "ENV",
  allowEndpoint: "ENDPOINT",
  allowFolder: "FOLDER",
  allowPlugins: "PLUGINS",
} as const;

const trusting = (
  flags: string,
  description: string,
  name: (typeof variableOf)[keyof typeof variableOf],
): Option => new Option(flags, `${description}; TENCENTRTC_ALLOW_${name}`);
