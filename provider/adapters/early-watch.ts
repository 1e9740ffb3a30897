/**
 * Loaded into a dynamic provider's process before Pulumi's own code, where files are run (`NODE_OPTIONS`): `dynamic` is
 * loaded at the first verb only, and an engine that is killed before that would leave an idle process for ever.
 */
import { engineAddressOf, exitWithEngine } from "./engine-watch";

const engineAddress = engineAddressOf(process.argv);
if (engineAddress !== undefined) exitWithEngine(engineAddress);
