import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { sendUnaryData } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ProviderHandshakeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** What an engine says before it asks for anything. */
export type Greeting = Pick<IResourceProviderServer, "handshake" | "attach" | "getPluginInfo">;

/**
 * Answers an engine's first words without the rest of the plugin, which takes longer to load.
 *
 * @param packageFolder where package.json is
 * @param heard `attached` takes the address of an engine that attaches to a plugin it hasn't started; `known` is called
 * when the engine knows whom it speaks to
 */
export function greeting(
  packageFolder: string,
  { attached, known }: { attached(address: string): void; known(): void },
): Greeting {
  return {
    handshake: (_, respond) =>
      respond(
        null,
        new ProviderHandshakeResponse().setAcceptSecrets(true).setSupportsAutonamingConfiguration(true),
      ),
    attach: ({ request }, respond) => {
      attached(request.getAddress());
      respond(null, new Empty());
    },
    getPluginInfo: (_, respond) => void informed(packageFolder, respond).then(known),
  };
}

async function informed(packageFolder: string, respond: sendUnaryData<PluginInfo>): Promise<void> {
  try {
    const text = await readFile(join(packageFolder, "package.json"), "utf8");
    const { version }: { readonly version: string } = JSON.parse(text);
    respond(null, new PluginInfo().setVersion(version));
  } catch (error) {
    respond({ details: `the plugin's package.json can't be read: ${error}` });
  }
}
