import { type Command, Option } from "commander";

/** What a command trusts files with. The options stand in the place of the variables, which all that reads files asks. */
export function withTrust(command: Command): Command {
  return command
    .addOption(
      trusting(
        "--allow-env <names>",
        "variables that files may take secrets from, in CI none unless told",
        "ENV",
      ),
    )
    .addOption(
      trusting(
        "--allow-endpoint <urls>",
        "endpoints that files may name, in CI none unless told",
        "ENDPOINT",
      ),
    )
    .addOption(
      trusting("--allow-folder <folders>", "folders outside the repository in which secrets lie", "FOLDER"),
    )
    .addOption(
      trusting("--allow-plugins", "let Pulumi.yaml name plugins, which are programs that run", "PLUGINS"),
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
